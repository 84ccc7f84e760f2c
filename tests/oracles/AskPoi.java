import java.io.File;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.poifs.crypt.dsig.SignatureConfig;
import org.apache.poi.poifs.crypt.dsig.SignatureInfo;
import org.apache.poi.poifs.crypt.dsig.SignaturePart;

/** Prints for each file given its name and, a signature each, "valid" or "wrong"; or "error". */
class AskPoi {
    public static void main(String[] files) {
        for (String file : files) {
            StringBuilder answer = new StringBuilder(new File(file).getName());
            try (OPCPackage opened = OPCPackage.open(file, PackageAccess.READ)) {
                SignatureInfo info = new SignatureInfo();
                info.setSignatureConfig(new SignatureConfig());
                info.setOpcPackage(opened);
                for (SignaturePart part : info.getSignatureParts()) {
                    answer.append(part.validate() ? " valid" : " wrong");
                }
            } catch (Exception | LinkageError problem) {
                answer.append(" error");
                System.err.println(file + ": " + problem);
            }
            System.out.println(answer);
        }
    }
}
