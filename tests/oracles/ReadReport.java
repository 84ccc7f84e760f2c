import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.xmlbeans.XmlError;
import org.apache.xmlbeans.XmlOptions;

/** Tells what Apache POI reads in Word files: their words, and what stands against the schema. */
public class ReadReport {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            try (XWPFDocument document = new XWPFDocument(new FileInputStream(file))) {
                List<XmlError> errors = new ArrayList<>();
                document.getDocument().validate(new XmlOptions().setErrorListener(errors));
                for (XmlError error : errors) {
                    System.out.println("error\t" + error.getMessage());
                }
                for (XWPFParagraph one : document.getParagraphs()) {
                    System.out.println("words\t" + flat(one.getText()));
                }
                for (XWPFTable table : document.getTables()) {
                    System.out.println("words\t" + flat(table.getText()));
                }
            }
        }
    }

    private static String flat(String text) {
        return text.replace('\n', ' ').replace('\t', ' ');
    }
}
