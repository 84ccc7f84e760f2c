// Asks JavaRosa, the engine of ODK Collect, what a form's nodes hold. It stands in ODK_Validate.jar, which comes
// with pyxform. Run as a single source file: java -cp ODK_Validate.jar Oracle.java FOLDER
// FOLDER holds the form's external lists (jr://file-csv/x.csv is FOLDER/x.csv).
//
// One command a line, parts by tabs; every answer ends with a line "." or is one line "! reason".
//   load FILE          open a form anew
//   walk               go through the form from first to last screen, which makes the rows of repeat_count
//   set REF VALUE      answer a node; a blank VALUE takes the answer away. REF: /data/r[2]/x
//   add REF            add a row at the end: /data/r[3] makes the third
//   remove REF         remove a row
//   dump               every relevant node: "REF <tab> VALUE", a repeat's row as "REF"
//   resume FILE        take the answers of a saved instance, as Collect does when it opens one
//   eval REF TEXT      work an expression out at a node: "KIND <tab> TEXT", kinds as Java names them
//   time COUNT REF A B answer a node COUNT times, with A and B by turns; gives the milliseconds of each, by commas
//   again COUNT        work out everything COUNT times (loads the form's rules anew on the same answers)

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.GroupDef;
import org.javarosa.core.model.IFormElement;
import org.javarosa.core.model.data.AnswerDataFactory;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.UncastData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceFactory;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.opendatakit.validate.StubPropertyManager;

public class Oracle {
    private static FormDef form;
    private static PrintStream out;

    public static void main(String[] args) throws Exception {
        out = new PrintStream(System.out, false, "UTF-8");
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // the library talks, too
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        PropertyManager.setPropertyManager(new StubPropertyManager()); // no user, telephone or device
        new XFormsModule().registerModule();
        ReferenceManager.instance().addReferenceFactory(new Folder(new File(args[0])));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", -1);
            try {
                answer(parts);
                out.print(".\n");
            } catch (Exception | StackOverflowError wrong) {
                out.print("! " + String.valueOf(wrong).replaceAll("\\s+", " ") + "\n");
            }
            out.flush();
        }
    }

    private static void answer(String[] parts) throws Exception {
        switch (parts[0]) {
            case "load":
                form = XFormUtils.getFormFromInputStream(new FileInputStream(parts[1]));
                form.initialize(true, new InstanceInitializationFactory());
                break;
            case "walk":
                FormEntryController walker = new FormEntryController(new FormEntryModel(form));
                walker.jumpToIndex(FormIndex.createBeginningOfFormIndex());
                while (walker.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) { }
                break;
            case "set":
                set(reference(parts[1]), parts[2]);
                break;
            case "add":
                form.createNewRepeat(index(reference(parts[1])));
                break;
            case "remove":
                form.deleteRepeat(index(reference(parts[1])));
                break;
            case "dump":
                TreeElement root = form.getMainInstance().getRoot();
                dump(root, "/" + root.getName());
                break;
            case "resume":
                byte[] saved = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(parts[1]));
                TreeElement answers = XFormParser.restoreDataModel(saved, null).getRoot();
                TreeElement model = form.getMainInstance().getRoot().deepCopy(true);
                if (!answers.getName().equals(model.getName()) || answers.getMult() != 0) {
                    throw new IllegalArgumentException("an instance of another form");
                }
                model.populate(answers, form);
                form.getMainInstance().setRoot(model);
                form.initialize(false, new InstanceInitializationFactory());
                break;
            case "eval":
                XPathExpression expression = XPathParseTool.parseXPath(parts[2]);
                EvaluationContext at = new EvaluationContext(form.getEvaluationContext(), reference(parts[1]));
                Object found = XPathFuncExpr.unpack(expression.eval(form.getMainInstance(), at));
                out.print(found.getClass().getSimpleName() + "\t" + escaped(XPathFuncExpr.toString(found)) + "\n");
                break;
            case "time":
                TreeReference place = reference(parts[2]);
                StringBuilder times = new StringBuilder();
                for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
                    long begin = System.nanoTime();
                    set(place, parts[3 + i % 2]);
                    times.append(i == 0 ? "" : ",").append((System.nanoTime() - begin) / 1e6);
                }
                out.print(times + "\n");
                break;
            case "again":
                StringBuilder again = new StringBuilder();
                for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
                    long begin = System.nanoTime();
                    form.initialize(false, new InstanceInitializationFactory());
                    again.append(i == 0 ? "" : ",").append((System.nanoTime() - begin) / 1e6);
                }
                out.print(again + "\n");
                break;
            default:
                throw new IllegalArgumentException(parts[0]);
        }
    }

    private static void set(TreeReference place, String value) {
        TreeElement node = form.getMainInstance().resolveReference(place);
        if (node == null) {
            throw new IllegalArgumentException("no node " + place);
        }
        IAnswerData data = value.isEmpty()
            ? null
            : AnswerDataFactory.templateByDataType(node.getDataType()).cast(new UncastData(value));
        form.setValue(data, place, true);
    }

    private static void dump(TreeElement node, String path) {
        for (int i = 0; i < node.getNumChildren(); i++) {
            TreeElement child = node.getChildAt(i);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE || !child.isRelevant()) {
                continue;
            }
            String place = path + "/" + child.getName();
            if (child.isRepeatable()) {
                place += "[" + (child.getMult() + 1) + "]";
                out.print(place + "\n");
            }
            if (child.isLeaf() && !child.isRepeatable()) {
                IAnswerData value = child.getValue();
                String text = value == null ? "" : value.uncast().getString();
                out.print(place + "\t" + escaped(text) + "\n");
            } else {
                dump(child, place);
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static TreeReference reference(String path) {
        TreeReference found = TreeReference.rootRef();
        for (String step : path.substring(1).split("/")) {
            int open = step.indexOf('[');
            String name = open < 0 ? step : step.substring(0, open);
            int place = open < 0 ? 0 : Integer.parseInt(step.substring(open + 1, step.length() - 1)) - 1;
            found.add(name, place);
        }
        return found;
    }

    // A FormIndex names the controls from the outermost to the repeat; its row is the reference's last number.
    @SuppressWarnings("deprecation")
    private static FormIndex index(TreeReference row) {
        List<Integer> places = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        List<IFormElement> elements = new ArrayList<>();
        IFormElement here = form;
        while (true) {
            boolean deeper = false;
            for (int i = 0; i < here.getChildren().size(); i++) {
                IFormElement child = here.getChild(i);
                if (!(child instanceof GroupDef) || child.getBind() == null && !holds((GroupDef) child, row)) {
                    continue;
                }
                GroupDef group = (GroupDef) child;
                TreeReference at = group.getBind() == null
                    ? null
                    : ((TreeReference) group.getBind().getReference()).genericize();
                TreeReference wanted = row.genericize();
                if (at != null && !at.isParentOf(wanted, false)) {
                    continue;
                }
                places.add(i);
                elements.add(child);
                rows.add(group.getRepeat() ? row.getMultiplicity(at.size() - 1) : -1);
                if (group.getRepeat() && at.equals(wanted)) {
                    return form.buildIndex(places, rows, elements);
                }
                here = child;
                deeper = true;
                break;
            }
            if (!deeper) {
                throw new IllegalArgumentException("no repeat " + row);
            }
        }
    }

    private static boolean holds(GroupDef group, TreeReference row) {
        for (IFormElement child : group.getChildren()) {
            if (child.getBind() != null
                && ((TreeReference) child.getBind().getReference()).genericize()
                    .isParentOf(row.genericize(), false)) {
                return true;
            }
            if (child instanceof GroupDef && holds((GroupDef) child, row)) {
                return true;
            }
        }
        return false;
    }

    private static class Folder implements ReferenceFactory {
        private final File folder;

        Folder(File folder) {
            this.folder = folder;
        }

        @Override
        public boolean derives(String uri) {
            return uri.startsWith("jr://file");
        }

        @Override
        public Reference derive(String uri) {
            File file = new File(folder, uri.substring(uri.lastIndexOf('/') + 1));
            return new Reference() {
                @Override
                public boolean doesBinaryExist() {
                    return file.exists();
                }

                @Override
                public InputStream getStream() throws IOException {
                    return new FileInputStream(file);
                }

                @Override
                public String getURI() {
                    return uri;
                }

                @Override
                public String getLocalURI() {
                    return file.getAbsolutePath();
                }

                @Override
                public boolean isReadOnly() {
                    return true;
                }

                @Override
                public OutputStream getOutputStream() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void remove() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Reference[] probeAlternativeReferences() {
                    return new Reference[0];
                }
            };
        }

        @Override
        public Reference derive(String uri, String context) {
            return derive(uri);
        }
    }
}
