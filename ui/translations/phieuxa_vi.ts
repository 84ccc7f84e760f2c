<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>Ask</name>
    <message>
        <source>{n} of {all} ticked</source>
        <translation>đã chọn {n}/{all}</translation>
    </message>
    <message>
        <source>tick the line</source>
        <translation>chọn dòng</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>Bỏ chọn tất cả</translation>
    </message>
    <message>
        <source>Tick all that can be</source>
        <translation>Chọn mọi dòng chọn được</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Hand villages of the register…</source>
        <translation>Giao thôn trong sổ hộ…</translation>
    </message>
    <message>
        <source>No register has households yet.</source>
        <translation>Chưa sổ hộ nào có hộ.</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>chưa chọn</translation>
    </message>
    <message>
        <source>1 here</source>
        <translation>1 ở đây</translation>
    </message>
    <message>
        <source>2 colleague</source>
        <translation>2 đồng nghiệp</translation>
    </message>
    <message>
        <source>3 before</source>
        <translation>3 lúc giao</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Chỗ</translation>
    </message>
    <message>
        <source>Here (1)</source>
        <translation>Ở đây (1)</translation>
    </message>
    <message>
        <source>Colleague (2)</source>
        <translation>Đồng nghiệp (2)</translation>
    </message>
    <message>
        <source>Before (3)</source>
        <translation>Lúc giao (3)</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Đã chọn</translation>
    </message>
    <message>
        <source>Places both sides changed</source>
        <translation>Những chỗ hai bên cùng sửa</translation>
    </message>
    <message>
        <source>Keep what is here</source>
        <translation>Giữ số ở đây</translation>
    </message>
    <message>
        <source>Take the colleague's</source>
        <translation>Lấy số đồng nghiệp</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>Như lúc giao</translation>
    </message>
    <message>
        <source>The rest: keep what is here</source>
        <translation>Các chỗ còn lại: giữ ở đây</translation>
    </message>
    <message>
        <source>The rest: take the colleague's</source>
        <translation>Các chỗ còn lại: lấy của đồng nghiệp</translation>
    </message>
    <message>
        <source>Open a part to work on</source>
        <translation>Mở phần việc được giao</translation>
    </message>
    <message>
        <source>Merge a part that came back</source>
        <translation>Gộp phần việc đã trả</translation>
    </message>
    <message>
        <source>{forms} · from {person}</source>
        <translation>{forms} · từ {person}</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>The part is ready to be worked on.</source>
        <translation>Phần việc đã sẵn sàng để nhập.</translation>
    </message>
    <message>
        <source>The part brings nothing new: it was merged already, or nothing was typed.</source>
        <translation>Phần việc không có gì mới: đã gộp rồi hoặc chưa nhập gì.</translation>
    </message>
    <message>
        <source>{n} cells that only the colleague changed</source>
        <translation>{n} ô chỉ đồng nghiệp sửa</translation>
    </message>
    <message>
        <source>{n} new records</source>
        <translation>{n} bản ghi mới</translation>
    </message>
    <message>
        <source>{n} records taken out</source>
        <translation>{n} bản ghi bị xóa</translation>
    </message>
    <message>
        <source>Taken in without a question: {what}.</source>
        <translation>Nhận ngay không cần hỏi: {what}.</translation>
    </message>
    <message>
        <source>{n} cells changed only here stay.</source>
        <translation>{n} ô chỉ sửa ở đây được giữ.</translation>
    </message>
    <message>
        <source>{n} places were changed on both sides: decide each with 1, 2 or 3.</source>
        <translation>{n} chỗ hai bên cùng sửa: bấm 1, 2 hoặc 3 ở từng chỗ.</translation>
    </message>
    <message>
        <source>{n} answers have no place in this version of the pack:</source>
        <translation>{n} câu trả lời không còn chỗ trong bản bộ biểu này:</translation>
    </message>
    <message>
        <source>Open it (Ctrl+Enter)</source>
        <translation>Mở (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Merge (Ctrl+Enter)</source>
        <translation>Gộp (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>{n} still to decide</source>
        <translation>Còn {n} chỗ chưa chọn</translation>
    </message>
    <message>
        <source>Forms to hand over</source>
        <translation>Biểu cần giao</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>Đồng nghiệp</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Which records</source>
        <translation>Bản ghi nào</translation>
    </message>
    <message>
        <source>Values of the records to hand over</source>
        <translation>Giá trị của bản ghi cần giao</translation>
    </message>
    <message>
        <source>The colleague may look at the other forms (personal data stay here)</source>
        <translation>Cho xem các biểu khác (dữ liệu cá nhân ở lại đây)</translation>
    </message>
    <message>
        <source>Protect the file with a code</source>
        <translation>Đặt mã bảo vệ tệp</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã bảo vệ</translation>
    </message>
    <message>
        <source>These forms hold personal data: the file is always protected.</source>
        <translation>Biểu có dữ liệu cá nhân: tệp luôn được bảo vệ bằng mã.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Choose a folder and write… (Ctrl+Enter)</source>
        <translation>Chọn thư mục và ghi… (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Hand forms to a colleague</source>
        <translation>Giao biểu cho đồng nghiệp</translation>
    </message>
    <message>
        <source>The colleague types only what is handed over and brings it back; nothing is locked here. Packages are sent from this PC only.</source>
        <translation>Đồng nghiệp chỉ nhập phần được giao rồi mang trả; ở đây không khóa gì. Chỉ máy này gửi gói.</translation>
    </message>
    <message>
        <source>tick</source>
        <translation>chọn</translation>
    </message>
    <message>
        <source>The whole form</source>
        <translation>Cả biểu</translation>
    </message>
    <message>
        <source>by: {column}</source>
        <translation>theo: {column}</translation>
    </message>
    <message>
        <source>{value} · {n} records</source>
        <translation>{value} · {n} bản ghi</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>(trống)</translation>
    </message>
    <message>
        <source>Where is the part to be written?</source>
        <translation>Ghi phần việc vào đâu?</translation>
    </message>
    <message>
        <source>Written and read back: {path}.</source>
        <translation>Đã ghi và đọc lại: {path}.</translation>
    </message>
    <message>
        <source>Tell {person} the code by word of mouth: {code}</source>
        <translation>Nói miệng cho {person} mã: {code}</translation>
    </message>
    <message>
        <source>Hand forms to a colleague…</source>
        <translation>Giao biểu cho đồng nghiệp…</translation>
    </message>
    <message>
        <source>Merge or open a part…</source>
        <translation>Gộp hoặc mở phần việc…</translation>
    </message>
    <message>
        <source>Write the part back…</source>
        <translation>Ghi phần việc để trả…</translation>
    </message>
    <message>
        <source>Parts and decisions…</source>
        <translation>Phần việc và các lựa chọn…</translation>
    </message>
    <message>
        <source>No part is worked on at this PC.</source>
        <translation>Máy này không làm phần việc nào.</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Phần việc</translation>
    </message>
    <message>
        <source>Merge or open a part</source>
        <translation>Gộp hoặc mở phần việc</translation>
    </message>
    <message>
        <source>Code of the part</source>
        <translation>Mã của phần việc</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Merged: {taken} cells, {added} new records, {asked} decisions. Ctrl+Z undoes it.</source>
        <translation>Đã gộp: {taken} ô, {added} bản ghi mới, {asked} lựa chọn. Ctrl+Z để hoàn tác.</translation>
    </message>
    <message>
        <source>{forms} from {person}</source>
        <translation>{forms} từ {person}</translation>
    </message>
    <message>
        <source>no part at present</source>
        <translation>chưa có phần việc nào</translation>
    </message>
    <message>
        <source>Write the part back</source>
        <translation>Ghi phần việc để trả</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Phần việc</translation>
    </message>
    <message>
        <source>I have finished this part</source>
        <translation>Tôi đã làm xong phần này</translation>
    </message>
    <message>
        <source>The file goes back to the office's PC and is merged there. You may go on typing.</source>
        <translation>Tệp mang về máy của cơ quan để gộp. Bạn vẫn nhập tiếp được.</translation>
    </message>
    <message>
        <source>Written back last: {when}</source>
        <translation>Lần ghi trả gần nhất: {when}</translation>
    </message>
    <message>
        <source>Not written back yet</source>
        <translation>Chưa ghi trả lần nào</translation>
    </message>
    <message>
        <source>with {people}</source>
        <translation>ở chỗ {people}</translation>
    </message>
    <message>
        <source>This PC works on: {what}. Ctrl+Shift+B writes it back.</source>
        <translation>Máy này làm phần: {what}. Ctrl+Shift+B để ghi trả.</translation>
    </message>
    <message>
        <source>To look at only: this form was not handed to this PC ({what}).</source>
        <translation>Chỉ xem: biểu này không giao cho máy này ({what}).</translation>
    </message>
    <message>
        <source>{person} since {day}</source>
        <translation>{person} từ {day}</translation>
    </message>
    <message>
        <source>With {who}. Typing here is fine: what both change is asked about when merging.</source>
        <translation>Đang ở chỗ {who}. Ở đây vẫn nhập được: chỗ hai bên cùng sửa sẽ được hỏi khi gộp.</translation>
    </message>
    <message>
        <source>Parts and decisions</source>
        <translation>Phần việc và các lựa chọn</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ lúc</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Parts handed out</source>
        <translation>Phần việc đã giao</translation>
    </message>
    <message>
        <source>Call it back</source>
        <translation>Gọi về</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Lúc gộp</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Của</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Người gộp</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Lựa chọn</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>Các lần gộp</translation>
    </message>
    <message>
        <source>Open the decisions</source>
        <translation>Mở các lựa chọn</translation>
    </message>
    <message>
        <source>{asked} by hand, {own} by itself</source>
        <translation>{asked} tự chọn, {own} nhận ngay</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>đã hoàn tác</translation>
    </message>
    <message>
        <source>{person} may go on typing; what comes back is merged all the same. Call the part back?</source>
        <translation>{person} vẫn nhập được; phần trả về vẫn gộp được. Gọi phần việc về?</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>Các lựa chọn đã làm</translation>
    </message>
    <message>
        <source>Part of {person}, merged {when} by {who}</source>
        <translation>Phần của {person}, {who} gộp lúc {when}</translation>
    </message>
    <message>
        <source>1, 2 or 3 take another answer at once; Ctrl+Z on the entry page takes that back.</source>
        <translation>1, 2 hoặc 3 đổi lựa chọn ngay; Ctrl+Z ở trang nhập liệu để hoàn tác.</translation>
    </message>
    <message>
        <source>with the colleague</source>
        <translation>ở chỗ đồng nghiệp</translation>
    </message>
    <message>
        <source>back</source>
        <translation>đã trả</translation>
    </message>
    <message>
        <source>called back</source>
        <translation>đã gọi về</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>from a package that was sent</source>
        <translation>từ gói đã gửi</translation>
    </message>
    <message>
        <source>saved from a damaged file</source>
        <translation>cứu từ tệp hỏng</translation>
    </message>
    <message>
        <source>from a colleague's part</source>
        <translation>từ phần việc đồng nghiệp trả</translation>
    </message>
    <message>
        <source>decided anew after merging</source>
        <translation>chọn lại sau khi gộp</translation>
    </message>
    <message>
        <source>came with the part</source>
        <translation>có sẵn trong phần việc</translation>
    </message>
        <message>
            <source>Stop (Esc)</source>
            <translation>Dừng (Esc)</translation>
        </message>
        <message>
            <source>What is here stays as it is until this has ended.</source>
            <translation>Số liệu đang có giữ nguyên cho đến khi việc này xong.</translation>
        </message>
        <message>
            <source>The last step is being taken back…</source>
            <translation>Đang hoàn tác bước vừa làm…</translation>
        </message>
        <message>
            <source>The step is being done again…</source>
            <translation>Đang làm lại bước vừa hoàn tác…</translation>
        </message>
        <message>
            <source>What came in is being read…</source>
            <translation>Đang đọc số liệu vừa nhập vào…</translation>
        </message>
    <message>
        <source>from the recycle bin</source>
        <translation>lấy từ thùng rác</translation>
    </message>
    <message>
        <source>copied from another record</source>
        <translation>nhân bản từ dòng khác</translation>
    </message>
    <message>
        <source>changed in several rows at once</source>
        <translation>đổi cùng lúc nhiều dòng</translation>
    </message>
    <message>
        <source>from the period before</source>
        <translation>chép từ kỳ trước</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>làm lại</translation>
    </message>
    <message>
        <source>from the list {name}</source>
        <translation>từ danh sách {name}</translation>
    </message>
    <message>
        <source>from a filled form: {name}</source>
        <translation>từ phiếu đã điền: {name}</translation>
    </message>
    <message>
        <source>0 for the row's blanks</source>
        <translation>điền 0 cho dòng này</translation>
    </message>
    <message>
        <source>0 for the year's blanks</source>
        <translation>điền 0 cho năm này</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sau</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Trước</translation>
    </message>
    <message>
        <source>Check (F9)</source>
        <translation>Kiểm tra (F9)</translation>
    </message>
    <message>
        <source>Ctrl+PgUp, Ctrl+PgDn: the form before, after</source>
        <translation>Ctrl+PgUp, Ctrl+PgDn: biểu trước, biểu sau</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Nhập liệu</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cách ghi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Người ghi</translation>
    </message>
    <message>
        <source>add</source>
        <translation>thêm</translation>
    </message>
    <message>
        <source>by the program</source>
        <translation>chương trình ghi</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>sửa</translation>
    </message>
    <message>
        <source>file attached</source>
        <translation>đính kèm tệp</translation>
    </message>
    <message>
        <source>file taken out</source>
        <translation>gỡ tệp</translation>
    </message>
    <message>
        <source>filled from a file</source>
        <translation>nhập từ tệp</translation>
    </message>
    <message>
        <source>next cell</source>
        <translation>ô tiếp theo</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>dán vào</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>xoá</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>xoá</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>hoàn tác</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>gõ vào</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>hoàn tác</translation>
    </message>
    <message>
        <source>why a cell is blank</source>
        <translation>lý do ô trống</translation>
    </message>
    <message>
        <source>next question</source>
        <translation>câu sau</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>chọn</translation>
    </message>
    <message>
        <source>next section</source>
        <translation>mục sau</translation>
    </message>
    <message>
        <source>Period before (Shift+F7)</source>
        <translation>Kỳ trước (Shift+F7)</translation>
    </message>
    <message>
        <source>Shows the figures of the period before with the difference; F7 takes one over</source>
        <translation>Hiện số kỳ trước kèm chênh lệch; F7 chép số kỳ trước sang</translation>
    </message>
    <message>
        <source>There is no period before this one here.</source>
        <translation>Biểu này chưa có kỳ trước để so.</translation>
    </message>
    <message>
        <source>from the household register</source>
        <translation>từ sổ hộ</translation>
    </message>
    <message>
        <source>number shown on the screen</source>
        <translation>xem số trên màn hình</translation>
    </message>
    <message>
        <source>the household, its members</source>
        <translation>mở hộ, thành viên</translation>
    </message>
    <message>
        <source>show the ID number</source>
        <translation>hiện số CCCD</translation>
    </message>
    <message>
        <source>No household stands behind this cell: it is not computed from a register.</source>
        <translation>Ô này không tính từ sổ hộ nên không có hộ nào đứng sau.</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Empty Excel form…</source>
        <translation>Biểu Excel trống…</translation>
    </message>
    <message>
        <source>Import a list: Excel, CSV…</source>
        <translation>Nhập danh sách: Excel, CSV…</translation>
    </message>
    <message>
        <source>1 keeps mine, 2 takes theirs (Shift: all)</source>
        <translation>1 giữ số ở đây, 2 lấy theo phiếu (Shift: tất cả)</translation>
    </message>
    <message>
        <source>A filled form or a zip</source>
        <translation>Một phiếu đã điền hoặc tệp zip</translation>
    </message>
    <message>
        <source>Answers that differ</source>
        <translation>Các ô khác nhau</translation>
    </message>
    <message>
        <source>As ODK Collect keeps them: for ODK, Kobo or another office with this program.</source>
        <translation>Như ODK Collect lưu: cho ODK, Kobo hoặc đơn vị khác cũng dùng chương trình này.</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>Tệp CSV</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Choose a file or zip…</source>
        <translation>Chọn tệp hoặc tệp zip…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Chọn thư mục…</translation>
    </message>
    <message>
        <source>Choose a place and write… (Ctrl+Enter)</source>
        <translation>Chọn chỗ rồi ghi… (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>Lấy theo</translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)</source>
        <translation>Sổ Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Sổ Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Trao đổi</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Filled forms</source>
        <translation>Phiếu đã điền</translation>
    </message>
    <message>
        <source>Filled forms (*.xml *.zip);;All files (*)</source>
        <translation>Phiếu đã điền (*.xml *.zip);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Filled forms (XML) with their pictures</source>
        <translation>Phiếu đã điền (XML) kèm ảnh</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>Give answers out</source>
        <translation>Xuất câu trả lời</translation>
    </message>
    <message>
        <source>Give answers out: Excel, CSV, XML…</source>
        <translation>Xuất câu trả lời: Excel, CSV, XML…</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Ở đây</translation>
    </message>
    <message>
        <source>In the filled form</source>
        <translation>Trong phiếu</translation>
    </message>
    <message>
        <source>In the report: {n}, each can be taken back with Ctrl+Z.</source>
        <translation>Vào báo cáo: {n}, hoàn tác từng phiếu bằng Ctrl+Z.</translation>
    </message>
    <message>
        <source>On the page Other forms: {n}.</source>
        <translation>Ở trang Biểu khác: {n}.</translation>
    </message>
    <message>
        <source>One file a table, for statistics programs; a double click opens it in Excel.</source>
        <translation>Mỗi bảng một tệp, cho phần mềm thống kê; bấm đúp là mở được bằng Excel.</translation>
    </message>
    <message>
        <source>One instance with two contents: take one of them</source>
        <translation>Một phiếu có hai nội dung: chọn nhận một</translation>
    </message>
    <message>
        <source>One sheet a table; codes keep their zeros. To read and to work on.</source>
        <translation>Mỗi bảng một trang; mã giữ nguyên số 0 ở đầu. Để đọc và làm tiếp.</translation>
    </message>
    <message>
        <source>Other form: {title}</source>
        <translation>Biểu khác: {title}</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Space: take or leave · Enter: the answers that differ</source>
        <translation>Dấu cách: nhận hay bỏ · Enter: xem các ô khác nhau</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <source>Take answers in from phones (Ctrl+I), give answers out (Ctrl+E)</source>
        <translation>Nhận phiếu từ điện thoại (Ctrl+I), xuất câu trả lời (Ctrl+E)</translation>
    </message>
    <message>
        <source>Take in filled forms</source>
        <translation>Nhận phiếu đã điền</translation>
    </message>
    <message>
        <source>Take in filled forms of ODK or Kobo…</source>
        <translation>Nhận phiếu đã điền trên ODK, Kobo…</translation>
    </message>
    <message>
        <source>Take in {n} (Ctrl+Enter)</source>
        <translation>Nhận {n} phiếu (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>The file will hold personal data: give it only to those whose business it is, and erase it after use.</source>
        <translation>Tệp sẽ có dữ liệu cá nhân: chỉ giao cho người có trách nhiệm và xóa đi sau khi dùng.</translation>
    </message>
    <message>
        <source>The folder with filled forms</source>
        <translation>Thư mục có phiếu đã điền</translation>
    </message>
    <message>
        <source>The folder “instances” of ODK Collect, an export of Kobo, Central or Briefcase (XML, with pictures beside), or a zip of one. Looking changes nothing.</source>
        <translation>Thư mục “instances” của ODK Collect, bản xuất của Kobo, Central hay Briefcase (XML, ảnh để bên cạnh), hoặc tệp zip của một trong các thứ đó. Xem thì chưa thay đổi gì.</translation>
    </message>
    <message>
        <source>The whole report of this unit</source>
        <translation>Cả báo cáo của đơn vị</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>What it brings</source>
        <translation>Đem lại gì</translation>
    </message>
    <message>
        <source>Which answers</source>
        <translation>Câu trả lời nào</translation>
    </message>
    <message>
        <source>With personal data (names, years of birth …)</source>
        <translation>Kèm dữ liệu cá nhân (họ tên, năm sinh …)</translation>
    </message>
    <message>
        <source>Words of questions and choices instead of codes</source>
        <translation>Ghi chữ của câu hỏi và lựa chọn thay cho mã</translation>
    </message>
    <message>
        <source>Written and read back: {path} – {n} files, {rows} rows.</source>
        <translation>Đã ghi và đọc lại đúng: {path} – {n} tệp, {rows} dòng.</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>ở đây</translation>
    </message>
    <message>
        <source>theirs</source>
        <translation>phiếu</translation>
    </message>
    <message>
        <source>{count} filled forms found, {new} of them new.</source>
        <translation>Thấy {count} phiếu, trong đó {new} phiếu mới.</translation>
    </message>
    <message>
        <source>{n} filled forms taken in.</source>
        <translation>Đã nhận {n} phiếu.</translation>
    </message>
    <message>
        <source>{n} personal fields were left out.</source>
        <translation>Đã bỏ ra {n} mục dữ liệu cá nhân.</translation>
    </message>
    <message>
        <source>{n} were not taken: see the list.</source>
        <translation>{n} phiếu không nhận được: xem danh sách.</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>(no caption)</source>
        <translation>(chưa có chú thích)</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Thêm tệp…</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Đính kèm</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Đính kèm tệp</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Chú thích</translation>
    </message>
    <message>
        <source>Caption of {name}</source>
        <translation>Chú thích cho {name}</translation>
    </message>
    <message>
        <source>No file yet.</source>
        <translation>Chưa có tệp nào.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Pictures and PDF (*.jpg *.jpeg *.png *.pdf)</source>
        <translation>Ảnh và PDF (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
        <source>Say what is to be seen and where; the caption stands beside the file in the package.</source>
        <translation>Ghi rõ ảnh hoặc giấy tờ gì, ở đâu; chú thích đứng cạnh tên tệp trong gói báo cáo.</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Gỡ tệp</translation>
    </message>
    <message>
        <source>Take out a file</source>
        <translation>Gỡ tệp</translation>
    </message>
    <message>
        <source>Take “{name}” out of this sheet? The file on your disk stays.</source>
        <translation>Gỡ “{name}” khỏi phiếu này? Tệp gốc trên máy vẫn còn.</translation>
    </message>
    <message>
        <source>{name} could not be opened: no program here shows it.</source>
        <translation>Không mở được {name}: máy này không có chương trình xem tệp đó.</translation>
    </message>
    <message>
        <source>Caption…</source>
        <translation>Chú thích…</translation>
    </message>
    <message>
        <source>Move up (Alt+↑)</source>
        <translation>Đưa lên (Alt+↑)</translation>
    </message>
    <message>
        <source>Move down (Alt+↓)</source>
        <translation>Đưa xuống (Alt+↓)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Ghi</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Rebuild them from our last package …</source>
        <translation>Lập lại từ gói đã gửi gần nhất …</translation>
    </message>
    <message>
        <source>A colleague handed you a part? Choose its file …</source>
        <translation>Đồng nghiệp giao một phần báo cáo? Chọn tệp …</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Phần việc</translation>
    </message>
    <message>
        <source>Choose a part</source>
        <translation>Chọn phần việc</translation>
    </message>
    <message>
        <source>Code of the part</source>
        <translation>Mã của phần việc</translation>
    </message>
    <message>
        <source>{unit}: {forms}, handed over by {person}. Packages go out from that office's PC.</source>
        <translation>{unit}: {forms}, do {person} giao. Gói gửi đi từ máy của cơ quan.</translation>
    </message>
    <message>
        <source>Work on a part of the report</source>
        <translation>Làm một phần báo cáo</translation>
    </message>
    <message>
        <source>Practise first</source>
        <translation>Luyện tập trước</translation>
    </message>
    <message>
        <source>A made-up commune with a short guided lesson</source>
        <translation>Một xã giả định với bài học ngắn có hướng dẫn</translation>
    </message>
    <message>
        <source>1. Which unit do you work for?</source>
        <translation>1. Anh/chị làm việc ở đơn vị nào?</translation>
    </message>
    <message>
        <source>2. Who are you?</source>
        <translation>2. Anh/chị là ai?</translation>
    </message>
    <message>
        <source>A signing key is made only when you send for the first time.</source>
        <translation>Chưa cần khoá ký số; lần gửi đầu tiên mới tạo khoá.</translation>
    </message>
    <message>
        <source>For example: mang ri, tu mo rong, 23416</source>
        <translation>Ví dụ: mang ri, tu mo rong, 23416</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Chức vụ</translation>
    </message>
    <message>
        <source>Reports on poverty reduction, typed at the commune, checked, signed and handed on.</source>
        <translation>Báo cáo giảm nghèo: nhập tại xã, kiểm tra, ký số và gửi lên cấp trên.</translation>
    </message>
    <message>
        <source>Start typing</source>
        <translation>Bắt đầu nhập liệu</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Type a part of its name; diacritics are not needed.</source>
        <translation>Gõ một phần tên đơn vị, không cần dấu.</translation>
    </message>
    <message>
        <source>Units found</source>
        <translation>Đơn vị tìm thấy</translation>
    </message>
    <message>
        <source>Your unit</source>
        <translation>Đơn vị của anh/chị</translation>
    </message>
    <message>
        <source>The words agree: set up with this kit</source>
        <translation>Mã khớp: mở đơn vị bằng bộ tài liệu này</translation>
    </message>
    <message>
        <source>{title} · number {number} of {day} · issued by {unit}</source>
        <translation>{title} · số {number}, ngày {day} · của {unit}</translation>
    </message>
    <message>
        <source>Signed by {person}. Call {unit} on a number you know; it must read exactly these words:</source>
        <translation>{person} ký. Hãy gọi {unit} theo số điện thoại đã biết; họ phải đọc đúng các nhóm chữ này:</translation>
    </message>
    <message>
        <source>Words of the signature</source>
        <translation>Mã xác nhận chữ ký</translation>
    </message>
    <message>
        <source>A campaign kit on a stick? Choose its file …</source>
        <translation>Có bộ tài liệu trên USB? Chọn tệp …</translation>
    </message>
    <message>
        <source>There is a campaign kit</source>
        <translation>Có bộ tài liệu của đợt báo cáo</translation>
    </message>
    <message>
        <source>Campaign kit</source>
        <translation>Bộ tài liệu của đợt</translation>
    </message>
    <message>
        <source>Choose a campaign kit</source>
        <translation>Chọn bộ tài liệu của đợt</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>typed, not saved yet</source>
        <translation>đang gõ, chưa ghi</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Các biểu</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>đủ số liệu</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>có lỗi</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>chưa nhập</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>đang nhập</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>có cảnh báo</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Presented for signing on paper with code {code}. To change it: page Send, “Withdraw”.</source>
        <translation>Đang trình ký trên giấy, mã {code}. Muốn sửa: trang Gửi, bấm “Rút lại bản trình”.</translation>
    </message>
    <message>
        <source>New row {n}</source>
        <translation>Dòng mới {n}</translation>
    </message>
    <message>
        <source>Note ({who}): {text}</source>
        <translation>Ghi chú ({who}): {text}</translation>
    </message>
    <message>
        <source>Nothing pasted: {n} cells here take no figure.</source>
        <translation>Chưa dán gì: {n} ô ở đây không nhận số liệu.</translation>
    </message>
    <message>
        <source>Subtotal: added by the program from the rows below it.</source>
        <translation>Dòng cộng: chương trình cộng từ các dòng bên dưới.</translation>
    </message>
    <message>
        <source>This row has no such cell: the table leaves it out.</source>
        <translation>Dòng này không có ô này: biểu để trống, không phải trả lời.</translation>
    </message>
    <message>
        <source>Computed by the program from other cells; it cannot be typed.</source>
        <translation>Chương trình tự tính từ các ô khác, không gõ vào được.</translation>
    </message>
    <message>
        <source>Filled by the program; it cannot be typed here.</source>
        <translation>Chương trình tự ghi, không gõ vào đây được.</translation>
    </message>
    <message>
        <source>Not asked here: the answers above do not call for it.</source>
        <translation>Ô này không phải trả lời, do các câu trả lời ở trên.</translation>
    </message>
    <message>
        <source>On paper: {stated}; computed: {computed}. Delete forgets the paper's figure.</source>
        <translation>Số trên giấy: {stated}; chương trình tính: {computed}. Phím Delete bỏ số trên giấy.</translation>
    </message>
    <message>
        <source>PgUp, PgDn: the part before, after</source>
        <translation>PgUp, PgDn: phần trước, phần sau</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Cộng</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>chưa có</translation>
    </message>
    <message>
        <source>{n} cells filled.</source>
        <translation>Đã chép vào {n} ô.</translation>
    </message>
    <message>
        <source>{n} cells pasted.</source>
        <translation>Đã dán {n} ô.</translation>
    </message>
    <message>
        <source>{n} differ from what the program computes.</source>
        <translation>{n} ô khác với số chương trình tính.</translation>
    </message>
    <message>
        <source>{n} that take no figure were passed over.</source>
        <translation>Bỏ qua {n} ô không nhập được.</translation>
    </message>
    <message>
        <source>✎ has a note</source>
        <translation>✎ có ghi chú</translation>
    </message>
    <message>
        <source>Computed from the household register of this year. F10: the households behind it.</source>
        <translation>Tính từ sổ hộ của năm này nên không nhập được. F10: xem các hộ đứng sau số này.</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>The program was not closed last time. Everything is saved up to: {cell}, {when}.</source>
        <translation>Lần trước chương trình tắt đột ngột. Mọi thứ đã ghi đến ô: {cell}, lúc {when}.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Tới ô đó</translation>
    </message>
    <message>
        <source>record “{name}”</source>
        <translation>phiếu “{name}”</translation>
    </message>
    <message>
        <source>row {name}</source>
        <translation>dòng {name}</translation>
    </message>
    <message>
        <source>Version {new} of the form pack waits to be accepted.</source>
        <translation>Bản mới {new} của bộ biểu đang chờ nhận.</translation>
    </message>
    <message>
        <source>See what it changes</source>
        <translation>Xem có gì khác</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Các biểu</translation>
    </message>
    <message>
        <source>Go on typing</source>
        <translation>Nhập tiếp</translation>
    </message>
    <message>
        <source>Hello, {name}</source>
        <translation>Xin chào, {name}</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Trang chủ</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Lần gửi gần nhất</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Open {form}</source>
        <translation>Mở {form}</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Gửi gói</translation>
    </message>
    <message>
        <source>Sending no. {n} · figures code {code}</source>
        <translation>Lần gửi {n} · mã số liệu {code}</translation>
    </message>
    <message>
        <source>To be sent by</source>
        <translation>Hạn gửi</translation>
    </message>
    <message>
        <source>To be settled before sending</source>
        <translation>Việc cần xử lý trước khi gửi</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>đã sửa sau khi gửi</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>đủ số liệu</translation>
    </message>
    <message>
        <source>days late: {n}</source>
        <translation>quá hạn {n} ngày</translation>
    </message>
    <message>
        <source>days left: {n}</source>
        <translation>còn {n} ngày</translation>
    </message>
    <message>
        <source>errors: {errors} · warnings without a reason: {warnings} · blank cells: {blanks}</source>
        <translation>{errors} lỗi · {warnings} cảnh báo chưa giải trình · {blanks} ô còn trống</translation>
    </message>
    <message>
        <source>errors: {n}</source>
        <translation>{n} lỗi</translation>
    </message>
    <message>
        <source>if any</source>
        <translation>nếu có</translation>
    </message>
    <message>
        <source>no date set</source>
        <translation>chưa định</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>chưa nhập</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>chưa gửi</translation>
    </message>
    <message>
        <source>nothing changed since</source>
        <translation>chưa sửa gì thêm</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hôm nay</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>đang nhập</translation>
    </message>
    <message>
        <source>warnings: {n}</source>
        <translation>{n} cảnh báo</translation>
    </message>
    <message>
        <source>{n} cells hold text that was typed but not saved; the last one: {cell}, {when}.</source>
        <translation>{n} ô có chữ đang gõ dở, chưa ghi; ô gần nhất: {cell}, {when}.</translation>
    </message>
    <message>
        <source>A campaign kit was found: {title}, number {n}, issued by {unit}.</source>
        <translation>Tìm thấy bộ tài liệu của đợt: {title}, số {n}, của {unit}.</translation>
    </message>
    <message>
        <source>See what it brings</source>
        <translation>Xem có gì mới</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Biểu đồ</translation>
    </message>
    <message>
        <source>The office above asks about {n} figures: answer them, then send again.</source>
        <translation>Cấp trên hỏi về {n} số liệu: hãy trả lời rồi gửi lại báo cáo.</translation>
    </message>
    <message>
        <source>{n} questions of the office above are answered: send again now.</source>
        <translation>Đã trả lời {n} câu hỏi của cấp trên: hãy gửi lại báo cáo.</translation>
    </message>
    <message>
        <source>To the questions</source>
        <translation>Đến các câu hỏi</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Reason from the short list</source>
        <translation>Lý do trong danh sách</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>Ô trống</translation>
    </message>
    <message>
        <source>Check: errors: {errors}, warnings without a reason: {warnings}</source>
        <translation>Kiểm tra: {errors} lỗi, {warnings} cảnh báo chưa giải trình</translation>
    </message>
    <message>
        <source>Check: nothing wrong was found</source>
        <translation>Kiểm tra: không có lỗi nào</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Explained</source>
        <translation>Đã giải trình</translation>
    </message>
    <message>
        <source>Explanation of the warning</source>
        <translation>Giải trình cảnh báo</translation>
    </message>
    <message>
        <source>Problems found</source>
        <translation>Danh sách lỗi và cảnh báo</translation>
    </message>
    <message>
        <source>Save the explanation</source>
        <translation>Ghi giải trình</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Why is the figure right all the same?</source>
        <translation>Vì sao số liệu vẫn đúng?</translation>
    </message>
    <message>
        <source>close</source>
        <translation>đóng</translation>
    </message>
    <message>
        <source>explain a warning</source>
        <translation>giải trình cảnh báo</translation>
    </message>
    <message>
        <source>go to the cell</source>
        <translation>đến ô</translation>
    </message>
    <message>
        <source>{n} cells are still blank: give a figure, or F4 for none / not known.</source>
        <translation>Còn {n} ô trống: nhập số, hoặc F4 để ghi không có / chưa rõ.</translation>
    </message>
    <message>
        <source>row {n}</source>
        <translation>dòng {n}</translation>
    </message>
</context>
<context>
    <name>NewVersion</name>
    <message>
        <source>Packages judged again: {n}, taken in: {taken}.</source>
        <translation>Gói xét lại: {n}, nhận vào: {taken}.</translation>
    </message>
    <message>
        <source>Another person signed it than the version at work: compare the words first.</source>
        <translation>Người ký khác với người ký bản đang dùng: hãy đọc đối chiếu mã trước khi nhận.</translation>
    </message>
    <message>
        <source>Signed by {signer}. Hash to read aloud: {words}</source>
        <translation>Người ký: {signer}. Mã để đọc đối chiếu qua điện thoại: {words}</translation>
    </message>
    <message>
        <source>a key used once</source>
        <translation>khóa dùng một lần</translation>
    </message>
    <message>
        <source>Accept the new version</source>
        <translation>Nhận bộ biểu mới</translation>
    </message>
    <message>
        <source>Accepted by {who}, before that {old}. The data file as it was: {backup}</source>
        <translation>Người nhận: {who}; trước đó là {old}. Bản sao dữ liệu trước khi nhận: {backup}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>Answers without a place</source>
        <translation>Số liệu không có chỗ</translation>
    </message>
    <message>
        <source>Answers without a place: {n}</source>
        <translation>Số liệu không có chỗ: {n}</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Choose the file …</source>
        <translation>Chọn tệp …</translation>
    </message>
    <message>
        <source>Drop the file of a newer version (.phieuxa-pack) here, or choose it.</source>
        <translation>Kéo tệp bản mới của bộ biểu (.phieuxa-pack) vào đây, hoặc chọn tệp.</translation>
    </message>
    <message>
        <source>Forget this file</source>
        <translation>Bỏ tệp này</translation>
    </message>
    <message>
        <source>Form packs (*.phieuxa-pack)</source>
        <translation>Bộ biểu (*.phieuxa-pack)</translation>
    </message>
    <message>
        <source>Go to the cell</source>
        <translation>Đến ô đó</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Nhóm</translation>
    </message>
    <message>
        <source>It is for another campaign: the answers of this one stay with theirs.</source>
        <translation>Bản này của đợt báo cáo khác: số liệu của đợt này vẫn ở đợt này.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Moving {done}/{total} · {what}</source>
        <translation>Đang chuyển {done}/{total} · {what}</translation>
    </message>
    <message>
        <source>New problems in your figures</source>
        <translation>Chỗ mới trong số liệu của cơ quan</translation>
    </message>
    <message>
        <source>New problems in your figures: {n}</source>
        <translation>Chỗ mới trong số liệu của cơ quan: {n}</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Quy tắc</translation>
    </message>
    <message>
        <source>Still to look at</source>
        <translation>Còn phải xem</translation>
    </message>
    <message>
        <source>Still to look at: {n}</source>
        <translation>Còn phải xem: {n}</translation>
    </message>
    <message>
        <source>The file of a newer version</source>
        <translation>Tệp bản mới của bộ biểu</translation>
    </message>
    <message>
        <source>Until it is accepted the office goes on with version {old}. Before it is, the data file is copied. What has no place stays in the file and in the history.</source>
        <translation>Chưa nhận thì cơ quan vẫn làm với phiên bản {old}. Trước khi nhận, máy sao lại tệp dữ liệu. Số liệu không có chỗ vẫn giữ trong tệp dữ liệu và trong lịch sử.</translation>
    </message>
    <message>
        <source>Version {new} is accepted. The data file as it was: {backup}</source>
        <translation>Đã nhận phiên bản {new}. Bản sao dữ liệu trước khi nhận: {backup}</translation>
    </message>
    <message>
        <source>Version {new} since {when}</source>
        <translation>Phiên bản {new}, dùng từ {when}</translation>
    </message>
    <message>
        <source>Version {new} waits here. The office goes on with {old}.</source>
        <translation>Phiên bản {new} đang chờ ở đây. Cơ quan vẫn làm với {old}.</translation>
    </message>
    <message>
        <source>What is asked of you</source>
        <translation>Cần làm gì</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>Điểm khác</translation>
    </message>
    <message>
        <source>What is different: {n}</source>
        <translation>Điểm khác: {n}</translation>
    </message>
    <message>
        <source>Why it has no place</source>
        <translation>Vì sao không có chỗ</translation>
    </message>
    <message>
        <source>{n} answers without a place</source>
        <translation>{n} số liệu không có chỗ</translation>
    </message>
    <message>
        <source>{n} differences</source>
        <translation>{n} điểm khác</translation>
    </message>
    <message>
        <source>{n} new problems</source>
        <translation>{n} chỗ mới cần xem</translation>
    </message>
    <message>
        <source>{n} received packages move along</source>
        <translation>{n} gói đã nhận chuyển theo</translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>1. Write the sample workbook and change it in Excel: forms, units, deadlines.</source>
        <translation>1. Ghi sổ mẫu rồi sửa trong Excel: biểu, danh sách, đơn vị, hạn nộp.</translation>
    </message>
    <message>
        <source>2. Drop the workbook above. Every mistake is told with sheet, cell and remedy.</source>
        <translation>2. Thả sổ vào ô trên. Mỗi chỗ sai được nêu kèm trang tính, ô và cách sửa.</translation>
    </message>
    <message>
        <source>3. Mend it in Excel and save; look back here: it is checked again by itself.</source>
        <translation>3. Sửa trong Excel rồi ghi; nhìn lại đây: chương trình tự kiểm lần nữa.</translation>
    </message>
    <message>
        <source>4. Try the forms out, then sign the pack and hand the file on.</source>
        <translation>4. Xem thử các biểu, rồi ký và chuyển tệp gói đi.</translation>
    </message>
    <message>
        <source>A form of others (ODK, Kobo)</source>
        <translation>Biểu của nơi khác (ODK, Kobo)</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>Thêm cột</translation>
    </message>
    <message>
        <source>Add column {n} up</source>
        <translation>Cộng cột {n}</translation>
    </message>
    <message>
        <source>Added rows</source>
        <translation>Dòng bổ sung</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>Tất cả {n}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Back to the workbook</source>
        <translation>Về sổ</translation>
    </message>
    <message>
        <source>Beside the version installed here</source>
        <translation>So với bản đang cài ở đây</translation>
    </message>
    <message>
        <source>Build a pack</source>
        <translation>Dựng bộ biểu</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Đợt báo cáo</translation>
    </message>
    <message>
        <source>Campaign kit</source>
        <translation>Bộ tài liệu của đợt</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Check again (F5)</source>
        <translation>Kiểm lại (F5)</translation>
    </message>
    <message>
        <source>Checked at {time}</source>
        <translation>Kiểm lúc {time}</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Đang kiểm …</translation>
    </message>
    <message>
        <source>Choose the folder of a pack</source>
        <translation>Chọn thư mục bộ biểu</translation>
    </message>
    <message>
        <source>Choose the workbook of a pack</source>
        <translation>Chọn sổ bộ biểu</translation>
    </message>
    <message>
        <source>Close the trial</source>
        <translation>Đóng xem thử</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Cột</translation>
    </message>
    <message>
        <source>Comparing with the installed version …</source>
        <translation>Đang so với bản đã cài …</translation>
    </message>
    <message>
        <source>Copies the rows of sheet {sheet} with their heading.</source>
        <translation>Chép các dòng của trang {sheet} kèm dòng tên cột.</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Chép tất cả</translation>
    </message>
    <message>
        <source>Copy for pasting:</source>
        <translation>Chép để dán:</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <source>Drop the workbook of a pack here, or choose it. Nothing in it is changed.</source>
        <translation>Thả sổ bộ biểu vào đây, hoặc chọn tệp. Chương trình không sửa gì trong sổ.</translation>
    </message>
    <message>
        <source>English heading above column {n}</source>
        <translation>Tiêu đề nhóm tiếng Anh trên cột {n}</translation>
    </message>
    <message>
        <source>English label of column {n}</source>
        <translation>Nhãn tiếng Anh cột {n}</translation>
    </message>
    <message>
        <source>English title</source>
        <translation>Tên tiếng Anh</translation>
    </message>
    <message>
        <source>English unit of column {n}</source>
        <translation>Đơn vị tính tiếng Anh cột {n}</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>Errors {n}</source>
        <translation>Lỗi {n}</translation>
    </message>
    <message>
        <source>Every cell on the clipboard becomes the label of a column.</source>
        <translation>Mỗi ô đã chép thành nhãn một cột.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Fill the forms as</source>
        <translation>Nhập như đơn vị</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Kết thúc</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>Form packs</source>
        <translation>Bộ biểu</translation>
    </message>
    <message>
        <source>Forms of the pack</source>
        <translation>Các biểu của bộ</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Tiếp</translation>
    </message>
    <message>
        <source>Go on to the key</source>
        <translation>Tiếp: chọn khoá</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Mã băm</translation>
    </message>
    <message>
        <source>Hash to read aloud</source>
        <translation>Mã băm đọc qua điện thoại</translation>
    </message>
    <message>
        <source>Heading above</source>
        <translation>Tiêu đề nhóm</translation>
    </message>
    <message>
        <source>Heading above column {n}</source>
        <translation>Tiêu đề nhóm trên cột {n}</translation>
    </message>
    <message>
        <source>How a pack is made</source>
        <translation>Cách dựng bộ biểu</translation>
    </message>
    <message>
        <source>Id and version</source>
        <translation>Mã và phiên bản</translation>
    </message>
    <message>
        <source>In English</source>
        <translation>Tiếng Anh</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Cài lúc</translation>
    </message>
    <message>
        <source>Installed here</source>
        <translation>Đang dùng</translation>
    </message>
    <message>
        <source>Installed here: {version}.</source>
        <translation>Ở đây đang cài bản {version}.</translation>
    </message>
    <message>
        <source>Into a workbook …</source>
        <translation>Thêm vào sổ …</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Khoá</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kiểu</translation>
    </message>
    <message>
        <source>Kind of column {n}</source>
        <translation>Kiểu cột {n}</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Nhãn</translation>
    </message>
    <message>
        <source>Label of column {n}</source>
        <translation>Nhãn cột {n}</translation>
    </message>
    <message>
        <source>Labels of the rows</source>
        <translation>Nhãn các dòng</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Xem</translation>
    </message>
    <message>
        <source>New version</source>
        <translation>Bản mới</translation>
    </message>
    <message>
        <source>New workbook …</source>
        <translation>Ghi sổ mới …</translation>
    </message>
    <message>
        <source>No error and no warning.</source>
        <translation>Không có lỗi, không có cảnh báo.</translation>
    </message>
    <message>
        <source>No error; {n} warnings to be read.</source>
        <translation>Không có lỗi; {n} cảnh báo cần đọc.</translation>
    </message>
    <message>
        <source>No program on this computer opens this file.</source>
        <translation>Máy này không có chương trình mở tệp đó.</translation>
    </message>
    <message>
        <source>No version of {id} is installed here: this is the first.</source>
        <translation>Ở đây chưa cài bản nào của {id}: đây là bản đầu.</translation>
    </message>
    <message>
        <source>Nothing but the version differs from it.</source>
        <translation>Chỉ khác số phiên bản.</translation>
    </message>
    <message>
        <source>Number of the form</source>
        <translation>Số biểu</translation>
    </message>
    <message>
        <source>One label a line, pasted from Excel or typed; spaces in front make it deeper. A row with rows below it becomes a subtotal. A second cell of Excel is the English label.</source>
        <translation>Mỗi dòng một nhãn, dán từ Excel hoặc gõ; thụt đầu dòng là bậc thấp hơn. Dòng có dòng con thành dòng tổng. Ô Excel thứ hai là nhãn tiếng Anh.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Mở thư mục</translation>
    </message>
    <message>
        <source>Open the workbook</source>
        <translation>Mở sổ</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Bộ biểu</translation>
    </message>
    <message>
        <source>Packs of this office</source>
        <translation>Bộ biểu của đơn vị</translation>
    </message>
    <message>
        <source>Paste labels from Excel</source>
        <translation>Dán nhãn cột từ Excel</translation>
    </message>
    <message>
        <source>Questions this program cannot ask are shown locked; the rest can be filled.</source>
        <translation>Câu hỏi chương trình chưa hỗ trợ hiện ở dạng khoá; phần còn lại vẫn nhập được.</translation>
    </message>
    <message>
        <source>Remove the last column</source>
        <translation>Bỏ cột cuối</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Thay</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <translation>Thay tệp cũ?</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Setting up the trial …</source>
        <translation>Đang mở bản xem thử …</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Trang tính</translation>
    </message>
    <message>
        <source>Sign and write</source>
        <translation>Ký và lưu</translation>
    </message>
    <message>
        <source>Sign and write the pack …</source>
        <translation>Ký và lưu gói …</translation>
    </message>
    <message>
        <source>Sign with a key of this office</source>
        <translation>Ký bằng khoá của đơn vị</translation>
    </message>
    <message>
        <source>Sign with a key that is used once and thrown away</source>
        <translation>Ký bằng khoá dùng một lần rồi bỏ</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Signing and writing …</source>
        <translation>Đang ký và lưu …</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Lập bảng</translation>
    </message>
    <message>
        <source>The file can be proved whole, not who made it: tell its hash to those who install it, by telephone or on paper.</source>
        <translation>Biết được tệp còn nguyên vẹn, không biết ai làm: hãy đọc mã băm qua điện thoại hoặc ghi ra giấy cho người cài.</translation>
    </message>
    <message>
        <source>The pack was written, read back and verified: it is whole.</source>
        <translation>Gói đã được ghi, đọc lại và kiểm chữ ký: nguyên vẹn.</translation>
    </message>
    <message>
        <source>The workbook is open in Excel: what is not saved is not checked.</source>
        <translation>Sổ đang mở trong Excel: phần chưa ghi chưa được kiểm.</translation>
    </message>
    <message>
        <source>The workbook says {old}: write {new} there too, so that both stay the same.</source>
        <translation>Trong sổ ghi {old}: hãy ghi {new} vào cả sổ để hai nơi khớp nhau.</translation>
    </message>
    <message>
        <source>There is no text on the clipboard.</source>
        <translation>Chưa chép gì để dán.</translation>
    </message>
    <message>
        <source>This pack has no form that could be tried out.</source>
        <translation>Bộ này không có biểu nào để xem thử.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Title of the form</source>
        <translation>Tên biểu</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Cộng</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>Xem thử</translation>
    </message>
    <message>
        <source>Trial – nothing is kept</source>
        <translation>Xem thử – không lưu</translation>
    </message>
    <message>
        <source>Try the forms out</source>
        <translation>Xem thử biểu</translation>
    </message>
    <message>
        <source>Try the table out</source>
        <translation>Xem thử bảng</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị tính</translation>
    </message>
    <message>
        <source>Unit of column {n}</source>
        <translation>Đơn vị tính cột {n}</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Phiên bản</translation>
    </message>
    <message>
        <source>Version of the pack</source>
        <translation>Phiên bản của gói</translation>
    </message>
    <message>
        <source>Version {version} is waiting since {when}: look at what it would change.</source>
        <translation>Bản {version} chờ từ {when}: hãy xem bản đó thay đổi những gì.</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <source>Warnings {n}</source>
        <translation>Cảnh báo {n}</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Thay đổi gì</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Sai ở đâu</translation>
    </message>
    <message>
        <source>What kind</source>
        <translation>Loại thay đổi</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Cách sửa</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Những gì tìm thấy</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>Gói đã lưu</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Nơi lưu</translation>
    </message>
    <message>
        <source>Who stands for this pack?</source>
        <translation>Ai đứng tên gói này?</translation>
    </message>
    <message>
        <source>Who, until when</source>
        <translation>Ai làm, hạn nộp</translation>
    </message>
    <message>
        <source>Whoever installs the pack sees your name, and knows the next version by it.</source>
        <translation>Ai cài gói cũng thấy tên người ký, và nhờ đó nhận ra bản sau.</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx)</source>
        <translation>Sổ (*.xlsx)</translation>
    </message>
    <message>
        <source>Workbooks and forms (*.xlsx *.md *.xml)</source>
        <translation>Sổ và biểu (*.xlsx *.md *.xml)</translation>
    </message>
    <message>
        <source>Write the sample workbook</source>
        <translation>Ghi sổ mẫu</translation>
    </message>
    <message>
        <source>Write the sample workbook …</source>
        <translation>Sổ mẫu …</translation>
    </message>
    <message>
        <source>Write the workbook as</source>
        <translation>Ghi sổ thành</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Đã ghi: {file}</translation>
    </message>
    <message>
        <source>a form of other makers, added on {when}</source>
        <translation>biểu của nơi khác, thêm lúc {when}</translation>
    </message>
    <message>
        <source>a key used once</source>
        <translation>khoá dùng một lần</translation>
    </message>
    <message>
        <source>a newer version, accepted by {who} on {when}</source>
        <translation>bản mới, {who} chấp nhận lúc {when}</translation>
    </message>
    <message>
        <source>decimal number</source>
        <translation>số thập phân</translation>
    </message>
    <message>
        <source>installed when this office was set up, {when}</source>
        <translation>cài khi lập đơn vị, {when}</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>giữ lại</translation>
    </message>
    <message>
        <source>other form</source>
        <translation>biểu khác</translation>
    </message>
    <message>
        <source>sample-pack.xlsx</source>
        <translation>so-mau.xlsx</translation>
    </message>
    <message>
        <source>text</source>
        <translation>chữ</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>số nguyên</translation>
    </message>
    <message>
        <source>{file} is there already. Shall it be replaced?</source>
        <translation>Đã có tệp {file}. Thay bằng tệp mới?</translation>
    </message>
    <message>
        <source>{n} differences, none of them stricter.</source>
        <translation>{n} chỗ khác, không chỗ nào chặt hơn.</translation>
    </message>
    <message>
        <source>{n} differences, {stricter} of them stricter: what was good before may not be.</source>
        <translation>{n} chỗ khác, trong đó {stricter} chỗ chặt hơn: số liệu trước đạt nay có thể không đạt.</translation>
    </message>
    <message>
        <source>{n} errors. Mend them in the workbook and save: it is checked again by itself.</source>
        <translation>Có {n} lỗi. Sửa trong sổ rồi ghi lại: chương trình tự kiểm lần nữa.</translation>
    </message>
    <message>
        <source>{n} lines copied</source>
        <translation>Đã chép {n} dòng</translation>
    </message>
    <message>
        <source>{n} rows copied: paste them at A1 of sheet {sheet}.</source>
        <translation>Đã chép {n} dòng: dán vào ô A1 của trang {sheet}.</translation>
    </message>
    <message>
        <source>{rows} rows, {totals} of them subtotals; {columns} columns</source>
        <translation>{rows} dòng, trong đó {totals} dòng tổng; {columns} cột</translation>
    </message>
    <message>
        <source>{title} · {id} {version} · {forms} forms, {tables} tables, {fields} fields, {checks} checks, {units} units</source>
        <translation>{title} · {id} {version} · {forms} biểu, {tables} bảng, {fields} chỉ tiêu, {checks} kiểm tra, {units} đơn vị</translation>
    </message>
    <message>
        <source>{unit} ({n} forms)</source>
        <translation>{unit} ({n} biểu)</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ đang dùng</translation>
    </message>
</context>
<context>
    <name>Queries</name>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô số liệu</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Câu hỏi</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>Questions of the office above</source>
        <translation>Câu hỏi của cấp trên</translation>
    </message>
    <message>
        <source>Answer to the question</source>
        <translation>Trả lời câu hỏi</translation>
    </message>
    <message>
        <source>The answer; correct the figure too where it is wrong. Both go with the next sending.</source>
        <translation>Viết câu trả lời; số sai thì sửa luôn ở biểu. Cả hai cùng đi trong lần gửi tới.</translation>
    </message>
    <message>
        <source>Keep the answer</source>
        <translation>Lưu câu trả lời</translation>
    </message>
    <message>
        <source>Go to the field</source>
        <translation>Đến ô đó</translation>
    </message>
    <message>
        <source>Print all rounds</source>
        <translation>In các lần hỏi đáp</translation>
    </message>
    <message>
        <source>to the field</source>
        <translation>đến ô đó</translation>
    </message>
    <message>
        <source>keep the answer</source>
        <translation>lưu câu trả lời</translation>
    </message>
    <message>
        <source>The office above has asked nothing.</source>
        <translation>Cấp trên chưa hỏi gì.</translation>
    </message>
    <message>
        <source>The answer is kept. Next question.</source>
        <translation>Đã lưu câu trả lời. Sang câu tiếp theo.</translation>
    </message>
    <message>
        <source>Every question is answered: send again now.</source>
        <translation>Đã trả lời hết: hãy gửi lại báo cáo.</translation>
    </message>
    <message>
        <source>Return no. {n} of sending no. {revision}; still without an answer: {open}.</source>
        <translation>Phiếu trả lại số {n}, về lần gửi {revision}; chưa trả lời: {open} câu.</translation>
    </message>
    <message>
        <source>Not here: return no. {n}. Ask the office above for it.</source>
        <translation>Chưa nhận phiếu trả lại số {n}: xin cấp trên chép lại.</translation>
    </message>
    <message>
        <source>Wanted by {day}.</source>
        <translation>Cần trả lời trước ngày {day}.</translation>
    </message>
    <message>
        <source>{n} of {all} questions, {returns} returns written</source>
        <translation>{n}/{all} câu hỏi, đã lập {returns} phiếu trả lại</translation>
    </message>
    <message>
        <source>Which questions</source>
        <translation>Những câu hỏi nào</translation>
    </message>
    <message>
        <source>Open questions</source>
        <translation>Câu hỏi chưa xong</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>Mọi câu hỏi</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Figure: before → now</source>
        <translation>Số: trước → nay</translation>
    </message>
    <message>
        <source>Questions to the units</source>
        <translation>Câu hỏi gửi các đơn vị</translation>
    </message>
    <message>
        <source>What to ask again, or why it is closed</source>
        <translation>Hỏi thêm điều gì, hoặc vì sao đóng câu hỏi</translation>
    </message>
    <message>
        <source>Close the question</source>
        <translation>Đóng câu hỏi</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Hỏi lại</translation>
    </message>
    <message>
        <source>Show the cell</source>
        <translation>Xem ô đó</translation>
    </message>
    <message>
        <source>Return …</source>
        <translation>Trả lại…</translation>
    </message>
    <message>
        <source>Close the campaign</source>
        <translation>Khóa kỳ báo cáo</translation>
    </message>
    <message>
        <source>Whatever comes from now on is kept and waits until you reopen. Close it?</source>
        <translation>Từ nay gói nào đến cũng được giữ, chờ anh chị mở lại mới tính. Khóa kỳ báo cáo?</translation>
    </message>
    <message>
        <source>For which unit</source>
        <translation>Cho đơn vị nào</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Reason: why it is closed or reopened</source>
        <translation>Lý do: vì sao khóa hoặc mở lại</translation>
    </message>
    <message>
        <source>Accept the unit's data</source>
        <translation>Chấp nhận số liệu đơn vị</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Mở lại</translation>
    </message>
    <message>
        <source>Who closed, accepted and reopened</source>
        <translation>Ai đã khóa, chấp nhận, mở lại</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>Reason and basis</source>
        <translation>Lý do và căn cứ</translation>
    </message>
    <message>
        <source>Closed on {when} by {who}: what comes is kept until it is reopened.</source>
        <translation>Đã khóa lúc {when}, người khóa {who}: gói đến được giữ, chờ mở lại.</translation>
    </message>
    <message>
        <source>Sending no. {n} was accepted on {when} by {who}: a newer one waits.</source>
        <translation>Lần gửi {n} đã chấp nhận lúc {when}, người chấp nhận {who}: lần gửi mới hơn phải chờ.</translation>
    </message>
    <message>
        <source>The campaign is open; what comes late is taken in as late.</source>
        <translation>Kỳ báo cáo đang mở; gói đến muộn vẫn nhận, ghi là chậm.</translation>
    </message>
    <message>
        <source>Waiting for reopening: {names}</source>
        <translation>Đang chờ mở lại: {names}</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>Mọi đơn vị</translation>
    </message>
    <message>
        <source>Closed: what comes from here waits.</source>
        <translation>Đang khóa: gói của đơn vị này phải chờ.</translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation>Đã ghi lại.</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Đã đóng</translation>
    </message>
    <message>
        <source>Closed here</source>
        <translation>Đã khóa</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>Mở lại</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Chấp nhận</translation>
    </message>
    <message>
        <source>sending no. {n}</source>
        <translation>lần gửi {n}</translation>
    </message>
    <message>
        <source>Open; sending no. {n} counts.</source>
        <translation>Đang mở; lần gửi {n} đang được tính.</translation>
    </message>
    <message>
        <source>Written: {file}. Hand it to the unit; it opens the file on its page Send.</source>
        <translation>Đã ghi: {file}. Đưa tệp cho đơn vị; đơn vị mở tệp ở trang Gửi.</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Hỏi đáp</translation>
    </message>
    <message>
        <source>To answer</source>
        <translation>Cần trả lời</translation>
    </message>
    <message>
        <source>A unit's report</source>
        <translation>Báo cáo đơn vị</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Đã hỏi</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>Khóa, mở lại</translation>
    </message>
    <message>
        <source>What goes back</source>
        <translation>Nội dung trả lại</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Số đã gửi</translation>
    </message>
    <message>
        <source>Questions that go back</source>
        <translation>Câu hỏi trong phiếu trả lại</translation>
    </message>
    <message>
        <source>Answer wanted by</source>
        <translation>Cần trả lời trước ngày</translation>
    </message>
    <message>
        <source>Words to the unit</source>
        <translation>Lời nhắn cho đơn vị</translation>
    </message>
    <message>
        <source>Encrypt it: only this unit can open it</source>
        <translation>Mã hóa: chỉ đơn vị này mở được</translation>
    </message>
    <message>
        <source>Sign and write the return</source>
        <translation>Ký và ghi phiếu trả lại</translation>
    </message>
    <message>
        <source>The questions are about people, and the unit's encryption certificate is not known: carry the file by hand, not by e-mail.</source>
        <translation>Câu hỏi nói về người cụ thể mà chưa có chứng thư mã hóa của đơn vị: hãy đưa tệp tận tay, không gửi thư điện tử.</translation>
    </message>
    <message>
        <source>Return sending no. {n} to {unit}</source>
        <translation>Trả lại lần gửi {n} của {unit}</translation>
    </message>
    <message>
        <source>{n} questions, {closed} closed since. The unit's figures count on, marked as provisional, until it answers.</source>
        <translation>{n} câu hỏi, {closed} câu vừa đóng. Số liệu của đơn vị vẫn được tính, ghi là tạm tính, cho đến khi trả lời.</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>để trống</translation>
    </message>
    <message>
        <source>Sent before: {old}</source>
        <translation>Lần trước gửi: {old}</translation>
    </message>
    <message>
        <source>Next question (Ctrl+Shift+Q)</source>
        <translation>Câu tiếp theo (Ctrl+Shift+Q)</translation>
    </message>
    <message>
        <source>Answer (Ctrl+Shift+T)</source>
        <translation>Trả lời (Ctrl+Shift+T)</translation>
    </message>
    <message>
        <source>{who} asks about this cell: {text}</source>
        <translation>{who} hỏi về ô này: {text}</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>Trả lời: {text}</translation>
    </message>
    <message>
        <source>The office above asks about {n} cells of this report.</source>
        <translation>Cấp trên hỏi về {n} ô trong báo cáo này.</translation>
    </message>
    <message>
        <source>All questions of the office above are answered: send again now.</source>
        <translation>Đã trả lời hết câu hỏi của cấp trên: hãy gửi lại báo cáo.</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Chưa gửi</translation>
    </message>
    <message>
        <source>Waits for an answer</source>
        <translation>Chờ trả lời</translation>
    </message>
    <message>
        <source>Answer ready to send</source>
        <translation>Đã viết, chưa gửi</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Đã trả lời</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Lần</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Figure then</source>
        <translation>Số lúc đó</translation>
    </message>
    <message>
        <source>All that was said</source>
        <translation>Toàn bộ hỏi đáp</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>What the unit sent</source>
        <translation>Số liệu đơn vị đã gửi</translation>
    </message>
    <message>
        <source>Question about the cell</source>
        <translation>Câu hỏi về ô này</translation>
    </message>
    <message>
        <source>What is to be explained or corrected here?</source>
        <translation>Cần giải thích hoặc sửa gì ở đây?</translation>
    </message>
    <message>
        <source>Keep the question</source>
        <translation>Lưu câu hỏi</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Bỏ câu hỏi</translation>
    </message>
    <message>
        <source>{n} cells differ from the sending before (●)</source>
        <translation>{n} ô khác lần gửi trước (●)</translation>
    </message>
    <message>
        <source>The question is kept; it goes with the next return.</source>
        <translation>Đã lưu câu hỏi; sẽ đi trong phiếu trả lại tới.</translation>
    </message>
    <message>
        <source>ask about the cell</source>
        <translation>hỏi về ô này</translation>
    </message>
    <message>
        <source>about the whole row</source>
        <translation>về cả dòng</translation>
    </message>
    <message>
        <source>keep the question</source>
        <translation>lưu câu hỏi</translation>
    </message>
    <message>
        <source>No unit has sent yet.</source>
        <translation>Chưa đơn vị nào gửi.</translation>
    </message>
    <message>
        <source>Sending no. {n}, received {when}, signed by {who}</source>
        <translation>Lần gửi {n}, nhận lúc {when}, người ký {who}</translation>
    </message>
    <message>
        <source>Return with {n} questions …</source>
        <translation>Trả lại với {n} câu hỏi…</translation>
    </message>
    <message>
        <source>Locks this sending: a newer one waits until you reopen.</source>
        <translation>Khóa lần gửi này: lần gửi mới hơn phải chờ anh chị mở lại.</translation>
    </message>
    <message>
        <source>Accepted: a newer sending waits until you reopen this unit.</source>
        <translation>Đã chấp nhận: lần gửi mới hơn phải chờ mở lại đơn vị này.</translation>
    </message>
    <message>
        <source>Typed in its place on {when} by {who}; the unit did not sign</source>
        <translation>Nhập thay lúc {when}, người ký: {who}; đơn vị không ký</translation>
    </message>
    <message>
        <source>This unit reported that it has nothing to report.</source>
        <translation>Đơn vị này báo không có gì phải báo cáo.</translation>
    </message>
    <message>
        <source>Ask the unit the same (F4)</source>
        <translation>Hỏi đơn vị đó như vậy (F4)</translation>
    </message>
    <message>
        <source>{unit} will be asked with the next return.</source>
        <translation>{unit} sẽ được hỏi trong lần trả lại tới.</translation>
    </message>
    <message>
        <source>{unit} was asked and has not answered yet.</source>
        <translation>Đã hỏi {unit}, chưa có trả lời.</translation>
    </message>
    <message>
        <source>The question to {unit} is closed.</source>
        <translation>Câu hỏi gửi {unit} đã đóng.</translation>
    </message>
    <message>
        <source>{unit} has answered.</source>
        <translation>{unit} đã trả lời.</translation>
    </message>
    <message>
        <source>Its words stand in the box: change them if need be, Ctrl+Enter keeps them.</source>
        <translation>Lời trả lời có sẵn trong ô dưới: sửa nếu cần, Ctrl+Enter để giữ.</translation>
    </message>
</context>
<context>
    <name>Receive</name>
    <message>
        <source>Search the USB drives</source>
        <translation>Tìm trong USB</translation>
    </message>
    <message>
        <source>Drop packages, letters (.eml) or .zip here, or choose them. They stay there.</source>
        <translation>Thả gói số liệu, thư (.eml) hoặc tệp .zip vào đây, hoặc chọn tệp. Tệp gốc vẫn ở nguyên chỗ cũ.</translation>
    </message>
    <message>
        <source>Packages, letters, zips (*.xlsx *.p7m *.eml *.zip);;All files (*)</source>
        <translation>Gói số liệu, thư, tệp nén (*.xlsx *.p7m *.eml *.zip);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>No USB drive was found: put one in and press again.</source>
        <translation>Chưa thấy USB nào: hãy cắm USB rồi bấm lại.</translation>
    </message>
    <message>
        <source>Four characters of the code at the foot of the paper</source>
        <translation>Bốn ký tự của mã ở chân trang giấy</translation>
    </message>
    <message>
        <source>4 characters</source>
        <translation>4 ký tự</translation>
    </message>
    <message>
        <source>Compare with the paper</source>
        <translation>So với bản giấy</translation>
    </message>
    <message>
        <source>Stamped paper of {unit}: 4 characters of its code</source>
        <translation>Bản giấy đóng dấu của {unit}: gõ 4 ký tự của mã</translation>
    </message>
    <message>
        <source>({typed}, {who}, {when})</source>
        <translation>({typed}, {who}, {when})</translation>
    </message>
    <message>
        <source>Match: the paper has the figures of this package. It is no signature: that is judged apart.</source>
        <translation>Khớp: bản giấy có đúng số liệu của gói này. Đây không phải chữ ký; chữ ký được xét riêng.</translation>
    </message>
    <message>
        <source>No match: the paper is of other figures. Ask the unit for the paper of this package, or for a new package.</source>
        <translation>Không khớp: bản giấy có số liệu khác. Đề nghị đơn vị gửi bản giấy của đúng gói này, hoặc gửi gói mới.</translation>
    </message>
    <message>
        <source>{n} are provisional: errors are still open or forms are to follow</source>
        <translation>{n} gói là tạm tính: còn lỗi mở hoặc có biểu gửi sau</translation>
    </message>
    <message>
        <source>Provisional</source>
        <translation>Tạm tính</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>Đã có</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Chọn thư mục</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Chọn thư mục…</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Chọn tệp</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>For example: called 0260 3824 123, spoke with Mr A Nam</source>
        <translation>Ví dụ: gọi 0260 3824 123, gặp ông A Nam</translation>
    </message>
    <message>
        <source>How confirmed</source>
        <translation>Cách xác nhận</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Lần</translation>
    </message>
    <message>
        <source>Older than ours</source>
        <translation>Cũ hơn bản đã có</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Chức vụ</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Nhận gói</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Ngày nhận</translation>
    </message>
    <message>
        <source>Received so far</source>
        <translation>Đã nhận</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Từ chối</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Signer not recognised</source>
        <translation>Chưa công nhận người ký</translation>
    </message>
    <message>
        <source>Signers not recognised yet</source>
        <translation>Người ký chưa được công nhận</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>Còn thiếu</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>Đã nhận</translation>
    </message>
    <message>
        <source>The unit must read exactly these words:</source>
        <translation>Đơn vị phải đọc đúng các từ này:</translation>
    </message>
    <message>
        <source>The words agree: recognise</source>
        <translation>Các từ khớp: công nhận</translation>
    </message>
    <message>
        <source>Their packages wait and are in no table. Call the unit on a number you know and compare the words below; then the package is taken in without being sent again.</source>
        <translation>Gói của họ đang chờ, chưa vào bảng nào. Hãy gọi cho đơn vị theo số điện thoại đã biết và so khớp các từ dưới đây; sau đó gói được nhận vào, không phải gửi lại.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Verdict on each file</source>
        <translation>Kết quả từng tệp</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Words of the signature</source>
        <translation>Các từ của chữ ký</translation>
    </message>
    <message>
        <source>{n} of {all} units are in</source>
        <translation>Đã có {n}/{all} đơn vị</translation>
    </message>
    <message>
        <source>{taken} taken in, {waits} wait for their signer, {refused} refused</source>
        <translation>Nhận vào {taken}, chờ công nhận người ký {waits}, từ chối {refused}</translation>
    </message>
    <message>
        <source>Taken in, revocation unknown</source>
        <translation>Đã nhận, chưa rõ thu hồi</translation>
    </message>
    <message>
        <source>Encrypted packages</source>
        <translation>Gói đã mã hóa</translation>
    </message>
    <message>
        <source>Key that opens them</source>
        <translation>Khóa để mở</translation>
    </message>
    <message>
        <source>Passphrase or PIN of the key</source>
        <translation>Mật khẩu hoặc mã PIN của khóa</translation>
    </message>
    <message>
        <source>Use another key file …</source>
        <translation>Dùng tệp khóa khác…</translation>
    </message>
    <message>
        <source>{n} files can only be opened with a key of your office: {files}</source>
        <translation>{n} tệp chỉ mở được bằng khóa của đơn vị: {files}</translation>
    </message>
    <message>
        <source>No key is known here: choose the key file that was made for encryption.</source>
        <translation>Máy này chưa có khóa nào: hãy chọn tệp khóa mã hóa của đơn vị.</translation>
    </message>
    <message>
        <source>Encrypted, not opened</source>
        <translation>Đã mã hóa, chưa mở</translation>
    </message>
    <message>
        <source>Encryption key of the office</source>
        <translation>Khóa mã hóa của đơn vị</translation>
    </message>
    <message>
        <source>{n} are encrypted and not opened yet</source>
        <translation>{n} tệp đã mã hóa, chưa mở</translation>
    </message>
    <message>
        <source>Look at the register</source>
        <translation>Xem sổ người ký</translation>
    </message>
    <message>
        <source>A register of signers of {unit} came along, with {n} changes. Look at it: a signer it names needs no telephone call.</source>
        <translation>Có sổ người ký của {unit} đi kèm, {n} thay đổi. Hãy xem: người ký có tên trong sổ không cần gọi điện xác nhận.</translation>
    </message>
    <message>
        <source>A register of signers of {unit} came along, with {n} changes. Who signed it is not recognised yet: compare the words first.</source>
        <translation>Có sổ người ký của {unit} đi kèm, {n} thay đổi. Người ký sổ chưa được công nhận: hãy đối chiếu các từ trước.</translation>
    </message>
    <message>
        <source>Save the file …</source>
        <translation>Lưu tệp ra…</translation>
    </message>
    <message>
        <source>Writes the package as it was received; it is noted that you did.</source>
        <translation>Ghi gói đúng như khi nhận; việc này được ghi lại.</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Đã ghi: {file}</translation>
    </message>
    <message>
        <source>Words of this file, to be compared with the hand-over slip: {words}</source>
        <translation>Từ của tệp này, để so với phiếu bàn giao: {words}</translation>
    </message>
    <message>
        <source>Waits for reopening</source>
        <translation>Chờ mở lại</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>Đã đưa ra</translation>
    </message>
    <message>
        <source>Two with one number</source>
        <translation>Trùng số lần gửi</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Mới</translation>
    </message>
    <message>
        <source>Changes no. {n}</source>
        <translation>Thay lần {n}</translation>
    </message>
    <message>
        <source>Same as no. {n}</source>
        <translation>Giống lần {n}</translation>
    </message>
    <message>
        <source>Files asked for</source>
        <translation>Tệp kèm đã hỏi</translation>
    </message>
    <message>
        <source>Load the form pack it was made with …</source>
        <translation>Nạp bộ biểu đã lập gói này…</translation>
    </message>
    <message>
        <source>Put the list away</source>
        <translation>Cất danh sách</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Thứ tự danh sách</translation>
    </message>
    <message>
        <source>First what needs you</source>
        <translation>Việc cần xem trước</translation>
    </message>
    <message>
        <source>By unit</source>
        <translation>Theo đơn vị</translation>
    </message>
    <message>
        <source>As they came</source>
        <translation>Theo thứ tự đến</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Đang dùng</translation>
    </message>
    <message>
        <source>In this package</source>
        <translation>Trong gói này</translation>
    </message>
    <message>
        <source>Cells that change</source>
        <translation>Các ô sẽ đổi</translation>
    </message>
    <message>
        <source>Take in {n} packages</source>
        <translation>Nhận {n} gói</translation>
    </message>
    <message>
        <source>Keep {n} files with their verdict</source>
        <translation>Lưu {n} tệp kèm kết quả xét</translation>
    </message>
    <message>
        <source>The first {n} are listed.</source>
        <translation>Chỉ liệt kê {n} ô đầu.</translation>
    </message>
    <message>
        <source>Open and look</source>
        <translation>Mở và xem</translation>
    </message>
    <message>
        <source>Take out …</source>
        <translation>Đưa ra…</translation>
    </message>
    <message>
        <source>Its figures leave the tables; the sending before it counts again. It is noted.</source>
        <translation>Số liệu ra khỏi các bảng; lần gửi trước được dùng lại. Có ghi lại ai làm.</translation>
    </message>
    <message>
        <source>Put back …</source>
        <translation>Đưa trở lại…</translation>
    </message>
    <message>
        <source>The figures of {unit}, no. {n}, leave all tables, and the sending before it counts again. The package stays here and can be put back. Who did it and why is noted.</source>
        <translation>Số liệu của {unit}, lần {n}, ra khỏi mọi bảng; lần gửi trước được dùng lại. Gói vẫn được giữ và có thể đưa trở lại. Có ghi lại ai làm, vì sao.</translation>
    </message>
    <message>
        <source>Take the package out</source>
        <translation>Đưa gói ra khỏi bảng tổng hợp</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Đưa ra</translation>
    </message>
    <message>
        <source>No. {n} of {unit} is out; no. {again} counts again.</source>
        <translation>Đã đưa lần {n} của {unit} ra; lần {again} được dùng lại.</translation>
    </message>
    <message>
        <source>No. {n} of {unit} is out; the unit has no figures here now.</source>
        <translation>Đã đưa lần {n} của {unit} ra; đơn vị này không còn số liệu ở đây.</translation>
    </message>
    <message>
        <source>The figures of {unit}, no. {n}, count again. Who did it and why is noted.</source>
        <translation>Số liệu của {unit}, lần {n}, được dùng lại. Có ghi lại ai làm, vì sao.</translation>
    </message>
    <message>
        <source>Put the package back</source>
        <translation>Đưa gói trở lại</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Đưa trở lại</translation>
    </message>
    <message>
        <source>Why, in a short sentence</source>
        <translation>Vì sao, một câu ngắn</translation>
    </message>
    <message>
        <source>A folder where packages arrive can be watched.</source>
        <translation>Có thể theo dõi một thư mục mà các gói được chép vào.</translation>
    </message>
    <message>
        <source>Watched folder: {folder} · new files: {n}</source>
        <translation>Đang theo dõi: {folder} · tệp mới: {n}</translation>
    </message>
    <message>
        <source>Look at {n} new files</source>
        <translation>Xem {n} tệp mới</translation>
    </message>
    <message>
        <source>Watch a folder …</source>
        <translation>Theo dõi thư mục…</translation>
    </message>
    <message>
        <source>Another folder …</source>
        <translation>Thư mục khác…</translation>
    </message>
    <message>
        <source>Watch no more</source>
        <translation>Thôi theo dõi</translation>
    </message>
    <message>
        <source>Read the figures, ask …</source>
        <translation>Đọc số liệu, đặt câu hỏi…</translation>
    </message>
    <message>
        <source>Reopen …</source>
        <translation>Mở lại…</translation>
    </message>
    <message>
        <source>Type in its place …</source>
        <translation>Nhập thay …</translation>
    </message>
    <message>
        <source>For a unit that cannot send: its stamped paper or its Excel form.</source>
        <translation>Dùng cho đơn vị không gửi được: bản giấy đóng dấu hoặc biểu Excel.</translation>
    </message>
    <message>
        <source>{n} of them typed in their place</source>
        <translation>trong đó {n} nhập thay</translation>
    </message>
    <message>
        <source>Typed in its place</source>
        <translation>Nhập thay</translation>
    </message>
    <message>
        <source>{n} new files in the watched folder {folder}. They are not taken in yet.</source>
        <translation>{n} tệp mới trong thư mục theo dõi {folder}. Chưa nhận vào số liệu.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Đến đó</translation>
    </message>
    <message>
        <source>{n} can be taken in</source>
        <translation>nhận được {n}</translation>
    </message>
    <message>
        <source>{n} are here already</source>
        <translation>đã có {n}</translation>
    </message>
    <message>
        <source>{n} are refused</source>
        <translation>từ chối {n}</translation>
    </message>
    <message>
        <source>{n} files looked at: {what}. Nothing is taken in yet.</source>
        <translation>Đã xem {n} tệp: {what}. Chưa nhận gì vào số liệu.</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>? not known</source>
        <translation>? chưa rõ</translation>
    </message>
    <message>
        <source>Typed but not saved yet; leave the box to save it.</source>
        <translation>Đang gõ dở, chưa ghi; rời khỏi ô để ghi.</translation>
    </message>
    <message>
        <source>{n} letters left</source>
        <translation>còn {n} ký tự</translation>
    </message>
    <message>
        <source>– none (counts as 0)</source>
        <translation>– không có (tính là 0)</translation>
    </message>
    <message>
        <source>{n} letters too many</source>
        <translation>thừa {n} ký tự</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>No row fits what is asked for.</source>
        <translation>Không có dòng nào hợp điều kiện lọc. Esc trong ô lọc: hiện tất cả.</translation>
    </message>
    <message>
        <source>(no name yet)</source>
        <translation>(chưa có tên)</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>Thêm dòng</translation>
    </message>
    <message>
        <source>Add a sheet</source>
        <translation>Thêm phiếu</translation>
    </message>
    <message>
        <source>No row yet. F5 adds one.</source>
        <translation>Chưa có dòng nào. F5: thêm dòng.</translation>
    </message>
    <message>
        <source>No sheet yet. F5 adds one; leave it empty if there is nothing to report.</source>
        <translation>Chưa có phiếu nào. F5: thêm phiếu; không có gì để báo cáo thì để trống.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Xoá</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>Xoá dòng</translation>
    </message>
    <message>
        <source>Remove the sheet</source>
        <translation>Xoá phiếu</translation>
    </message>
    <message>
        <source>Remove the sheet “{name}” with everything in it? Ctrl+Z brings it back.</source>
        <translation>Xoá phiếu “{name}” và mọi nội dung trong đó? Ctrl+Z lấy lại được.</translation>
    </message>
    <message>
        <source>No row: an answer above says how many there are.</source>
        <translation>Chưa có dòng: số dòng theo một câu trả lời ở trên.</translation>
    </message>
</context>
<context>
    <name>Send</name>
    <message>
        <source>By e-mail, iOffice or Zalo</source>
        <translation>Gửi qua e-mail, iOffice hoặc Zalo</translation>
    </message>
    <message>
        <source>By e-mail, iOffice or Zalo …</source>
        <translation>Gửi qua e-mail, iOffice, Zalo …</translation>
    </message>
    <message>
        <source>Open the folder to send from</source>
        <translation>Mở thư mục để đính kèm</translation>
    </message>
    <message>
        <source>with a .zip copy, where .xlsx is refused</source>
        <translation>kèm một bản .zip, nơi nào không nhận .xlsx</translation>
    </message>
    <message>
        <source>Copy the covering text again</source>
        <translation>Chép lại lời gửi</translation>
    </message>
    <message>
        <source>Open the finished letter</source>
        <translation>Mở thư soạn sẵn</translation>
    </message>
    <message>
        <source>Send with the office's own mail</source>
        <translation>Gửi bằng thư của đơn vị</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Gửi ngay</translation>
    </message>
    <message>
        <source>Mail settings …</source>
        <translation>Cài đặt thư …</translation>
    </message>
    <message>
        <source>Mail settings</source>
        <translation>Cài đặt thư</translation>
    </message>
    <message>
        <source>Forget the mail account …</source>
        <translation>Xóa cài đặt thư …</translation>
    </message>
    <message>
        <source>{file} · sending no. {n}</source>
        <translation>{file} · lần gửi {n}</translation>
    </message>
    <message>
        <source>An office with a mail server can send from here too: press Mail settings.</source>
        <translation>Đơn vị có máy chủ thư riêng thì gửi thẳng từ đây được: bấm “Cài đặt thư”.</translation>
    </message>
    <message>
        <source>Mail goes from {own} to {to}.</source>
        <translation>Thư gửi từ {own} đến {to}.</translation>
    </message>
    <message>
        <source>{file}: handed to the mail server {when}.</source>
        <translation>{file}: đã giao cho máy chủ thư lúc {when}.</translation>
    </message>
    <message>
        <source>{file}: waits, next try at {when}.</source>
        <translation>{file}: đang chờ, gửi lại lúc {when}.</translation>
    </message>
    <message>
        <source>{file}: stopped.</source>
        <translation>{file}: đã dừng.</translation>
    </message>
    <message>
        <source>The folder is open: attach all {n} files except .eml, and paste the covering text (Ctrl+V). {folder}</source>
        <translation>Thư mục đã mở: đính kèm {n} tệp trong đó (trừ tệp .eml), rồi dán lời gửi bằng Ctrl+V. {folder}</translation>
    </message>
    <message>
        <source>The files are ready, attach them from {folder}; the text is on the clipboard.</source>
        <translation>Các tệp đã sẵn sàng: hãy đính kèm từ {folder}; lời gửi dán được bằng Ctrl+V.</translation>
    </message>
    <message>
        <source>The covering text is on the clipboard: Ctrl+V pastes it.</source>
        <translation>Đã chép lời gửi: dán bằng Ctrl+V.</translation>
    </message>
    <message>
        <source>This PC has no mail program for {file}: attach the files by hand.</source>
        <translation>Máy này không có chương trình thư để mở {file}: hãy tự đính kèm các tệp.</translation>
    </message>
    <message>
        <source>The mail server has taken the letter.</source>
        <translation>Máy chủ thư đã nhận thư.</translation>
    </message>
    <message>
        <source>Ask whoever looks after your office's mail for these lines. The password is kept encrypted on this PC; the line to the server is always encrypted.</source>
        <translation>Hãy hỏi người quản lý thư điện tử của cơ quan các dòng dưới đây. Mật khẩu được giữ mã hóa trên máy này; đường truyền đến máy chủ luôn được mã hóa.</translation>
    </message>
    <message>
        <source>Address of the office above</source>
        <translation>Địa chỉ thư của cấp trên</translation>
    </message>
    <message>
        <source>Address of your office</source>
        <translation>Địa chỉ thư của đơn vị</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Máy chủ thư</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Cổng</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>Tên đăng nhập</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>leave blank to keep the one that is known</source>
        <translation>để trống thì giữ mật khẩu đã biết</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Giữ lại</translation>
    </message>
    <message>
        <source>The mail settings are kept.</source>
        <translation>Đã giữ cài đặt thư.</translation>
    </message>
    <message>
        <source>Forget the account with its password? Letters that still wait are dropped.</source>
        <translation>Xóa cài đặt thư cùng mật khẩu? Các thư còn chờ cũng bị bỏ.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Xóa</translation>
    </message>
    <message>
        <source>By e-mail, iOffice or Zalo: a folder opens after signing, to attach from</source>
        <translation>Gửi qua e-mail, iOffice hoặc Zalo: ký xong thư mục tự mở để đính kèm</translation>
    </message>
    <message>
        <source>The package was written, read back and compared: it is whole.</source>
        <translation>Gói đã ghi xong, đã đọc lại và so sánh: nguyên vẹn.</translation>
    </message>
    <message>
        <source>All of it is on the drive: {drive} may be taken out.</source>
        <translation>Mọi thứ đã nằm trên ổ: có thể rút {drive} an toàn.</translation>
    </message>
    <message>
        <source>Folder of practice: {folder}</source>
        <translation>Thư mục luyện tập: {folder}</translation>
    </message>
    <message>
        <source>Waiting for somebody else's figures</source>
        <translation>Chờ số liệu của nơi khác</translation>
    </message>
    <message>
        <source>The source papers do not agree</source>
        <translation>Sổ sách, hồ sơ gốc chưa khớp</translation>
    </message>
    <message>
        <source>Being checked again; will be corrected</source>
        <translation>Đang rà soát lại, sẽ đính chính</translation>
    </message>
    <message>
        <source>The check does not fit what is really so</source>
        <translation>Quy tắc kiểm tra không hợp với thực tế</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Lý do khác</translation>
    </message>
    <message>
        <source>Reason for {what}</source>
        <translation>Lý do của {what}</translation>
    </message>
    <message>
        <source>— reason —</source>
        <translation>— chọn lý do —</translation>
    </message>
    <message>
        <source>More about {what}</source>
        <translation>Nói thêm về {what}</translation>
    </message>
    <message>
        <source>in your own words</source>
        <translation>ghi rõ thêm</translation>
    </message>
    <message>
        <source>Errors left open</source>
        <translation>Lỗi để mở</translation>
    </message>
    <message>
        <source>Each error wants a reason. The package lists them; above, your figures count as provisional and may come back.</source>
        <translation>Mỗi lỗi cần một lý do. Gói sẽ liệt kê các lỗi này; ở cấp trên số liệu tính là tạm tính và có thể bị trả lại.</translation>
    </message>
    <message>
        <source>The first reason for all that have none</source>
        <translation>Lấy lý do đầu cho mọi lỗi chưa có</translation>
    </message>
    <message>
        <source>Forms that follow later</source>
        <translation>Biểu gửi sau</translation>
    </message>
    <message>
        <source>A form ticked here travels blank with its reason and the promised day; send it with the next package.</source>
        <translation>Biểu được đánh dấu sẽ để trống trong gói, kèm lý do và ngày hẹn; gửi biểu đó ở lần gửi sau.</translation>
    </message>
    <message>
        <source>Day promised for {form}</source>
        <translation>Ngày hẹn gửi {form}</translation>
    </message>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ngày/tháng/năm</translation>
    </message>
    <message>
        <source>Send with open errors …</source>
        <translation>Gửi kèm lỗi còn mở …</translation>
    </message>
    <message>
        <source>Send a form later …</source>
        <translation>Hẹn gửi sau một biểu …</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Tệp kèm</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kỳ báo cáo</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Kiểm tra</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Chọn thư mục</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Chọn thư mục…</translation>
    </message>
    <message>
        <source>Data date</source>
        <translation>Ngày chốt số liệu</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>Mã băm</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <source>Everything was checked; nothing stands in the way.</source>
        <translation>Đã kiểm tra tất cả; có thể gửi.</translation>
    </message>
    <message>
        <source>Figures code</source>
        <translation>Mã số liệu</translation>
    </message>
    <message>
        <source>Figures of the last year</source>
        <translation>Số liệu năm cuối</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Kết thúc</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>Found by the checks</source>
        <translation>Kết quả kiểm tra</translation>
    </message>
    <message>
        <source>Full name of the signer</source>
        <translation>Họ và tên người ký</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <source>Go on to review</source>
        <translation>Tiếp tục: xem lại</translation>
    </message>
    <message>
        <source>Go on to sign</source>
        <translation>Tiếp tục: ký</translation>
    </message>
    <message>
        <source>Go to entry and mend</source>
        <translation>Về nhập liệu để sửa</translation>
    </message>
    <message>
        <source>It is kept in {folder}. Copy it to a safe place; nobody can restore a lost passphrase.</source>
        <translation>Tệp được cất ở {folder}. Hãy sao một bản để nơi an toàn; mất mật khẩu thì không ai lấy lại được.</translation>
    </message>
    <message>
        <source>It is your stamp in the form of a file: only with it, and with its passphrase, can the package be signed in your office's name.</source>
        <translation>Đó là con dấu dưới dạng tệp: có tệp và mật khẩu của nó mới ký được gói số liệu thay mặt đơn vị.</translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx)</source>
        <translation>Tệp khoá (*.p12 *.pfx)</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Tạo khoá ký</translation>
    </message>
    <message>
        <source>Make another key</source>
        <translation>Tạo khoá khác</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Tạo khoá</translation>
    </message>
    <message>
        <source>Making the key …</source>
        <translation>Đang tạo khoá…</translation>
    </message>
    <message>
        <source>Missing, so that every total is provisional: {names}</source>
        <translation>Còn thiếu, nên mọi số tổng là tạm tính: {names}</translation>
    </message>
    <message>
        <source>No USB drive was found. Put one in and come back, or choose a folder.</source>
        <translation>Không thấy ổ USB. Cắm USB rồi quay lại bước này, hoặc chọn thư mục.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>Passphrase (at least 8 letters)</source>
        <translation>Mật khẩu (ít nhất 8 ký tự)</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Mật khẩu của khoá</translation>
    </message>
    <message>
        <source>Position of the signer</source>
        <translation>Chức vụ người ký</translation>
    </message>
    <message>
        <source>Prepared by</source>
        <translation>Người lập biểu</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Xem lại</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Gửi gói</translation>
    </message>
    <message>
        <source>Send the original again</source>
        <translation>Gửi lại bản gốc</translation>
    </message>
    <message>
        <source>Sending no.</source>
        <translation>Lần gửi</translation>
    </message>
    <message>
        <source>Sent so far</source>
        <translation>Đã gửi</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Ký</translation>
    </message>
    <message>
        <source>Sign and write</source>
        <translation>Ký và ghi ra</translation>
    </message>
    <message>
        <source>Sign with</source>
        <translation>Ký bằng</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký duyệt</translation>
    </message>
    <message>
        <source>Signing and writing …</source>
        <translation>Đang ký và ghi…</translation>
    </message>
    <message>
        <source>Step {n} of {all}: {name}</source>
        <translation>Bước {n}/{all}: {name}</translation>
    </message>
    <message>
        <source>The cover of the package</source>
        <translation>Trang bìa của gói</translation>
    </message>
    <message>
        <source>The file is written under another name first, read back and compared; only then does it get its name.</source>
        <translation>Tệp được ghi dưới tên tạm, đọc lại và so sánh; đúng từng byte mới mang tên thật.</translation>
    </message>
    <message>
        <source>The key was made: {file}</source>
        <translation>Đã tạo khoá: {file}</translation>
    </message>
    <message>
        <source>The passphrase once more</source>
        <translation>Gõ lại mật khẩu</translation>
    </message>
    <message>
        <source>The same code is printed on the paper. As long as no figure and no text changes, it stays the same: so paper and file are known to belong together.</source>
        <translation>Mã này được in trên bản giấy. Số liệu và lời văn không đổi thì mã không đổi: nhờ đó biết bản giấy và tệp là một.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Hai lần gõ mật khẩu không giống nhau.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Gửi đến</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Units in this package</source>
        <translation>Các đơn vị trong gói này</translation>
    </message>
    <message>
        <source>Use a key file of the office</source>
        <translation>Dùng tệp khoá có sẵn</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Dùng khoá này</translation>
    </message>
    <message>
        <source>What is a key file?</source>
        <translation>Tệp khoá là gì?</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Gói đã gửi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>When you send for the first time, the office above calls you: read these words to it.</source>
        <translation>Lần gửi đầu tiên, cấp trên sẽ gọi điện: hãy đọc cho họ các từ này.</translation>
    </message>
    <message>
        <source>Where shall the original be written?</source>
        <translation>Ghi bản gốc vào đâu?</translation>
    </message>
    <message>
        <source>Where shall the package be written?</source>
        <translation>Ghi gói vào đâu?</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Nơi ghi</translation>
    </message>
    <message>
        <source>Words of your signature</source>
        <translation>Các từ của chữ ký</translation>
    </message>
    <message>
        <source>Writes the kept file once more, byte for byte.</source>
        <translation>Ghi lại đúng tệp đã lưu, từng byte một.</translation>
    </message>
    <message>
        <source>Written once more: {file}</source>
        <translation>Đã ghi lại: {file}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>và {n} mục nữa</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>ước thực hiện</translation>
    </message>
    <message>
        <source>official</source>
        <translation>chính thức</translation>
    </message>
    <message>
        <source>valid until {day}</source>
        <translation>dùng đến {day}</translation>
    </message>
    <message>
        <source>{n} MB free</source>
        <translation>còn trống {n} MB</translation>
    </message>
    <message>
        <source>{n} of {all} units are in</source>
        <translation>Đã có {n}/{all} đơn vị</translation>
    </message>
    <message>
        <source>{n} warnings have no reason yet: give one with F9 on the entry page.</source>
        <translation>Còn {n} cảnh báo chưa giải trình: bấm F9 ở trang nhập liệu để giải trình.</translation>
    </message>
    <message>
        <source>What is sent?</source>
        <translation>Gửi gói nào?</translation>
    </message>
    <message>
        <source>The campaign asks for more than the report. Each of these is signed and sent as a package of its own; what stands there is left out of the report.</source>
        <translation>Kỳ báo cáo này yêu cầu gửi thêm ngoài báo cáo. Mỗi phần được ký và gửi thành một gói riêng; phần đã gửi riêng thì không nằm trong báo cáo.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Báo cáo</translation>
    </message>
    <message>
        <source>The register leaves your office</source>
        <translation>Sổ hộ rời khỏi đơn vị</translation>
    </message>
    <message>
        <source>{rows}, with names and addresses, travel to {to}. Identity numbers: {numbers}.</source>
        <translation>{rows}, có họ tên và nơi ở, được gửi lên {to}. Số CMND/CCCD: {numbers}.</translation>
    </message>
    <message>
        <source>{approver} confirms: the campaign asks for it, and it may be sent.</source>
        <translation>{approver} xác nhận: kỳ báo cáo yêu cầu và đồng ý cho gửi.</translation>
    </message>
    <message>
        <source>{n} households</source>
        <translation>{n} hộ</translation>
    </message>
    <message>
        <source>{n} records</source>
        <translation>{n} bản ghi</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>chưa gửi</translation>
    </message>
    <message>
        <source>sent on {day}, sending no. {n}</source>
        <translation>đã gửi ngày {day}, lần gửi {n}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>không gửi</translation>
    </message>
    <message>
        <source>only their last four digits</source>
        <translation>chỉ bốn số cuối</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>gửi đủ số</translation>
    </message>
    <message>
        <source>Send next: {what}</source>
        <translation>Gửi tiếp: {what}</translation>
    </message>
    <message>
        <source>Carries</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Who can open the file?</source>
        <translation>Ai mở được tệp?</translation>
    </message>
    <message>
        <source>The file on the stick or in the mail is encrypted. Your office keeps a copy that opens as usual.</source>
        <translation>Tệp trên USB hay gửi qua thư được mã hóa. Đơn vị vẫn giữ một bản mở được như thường.</translation>
    </message>
    <message>
        <source>Only {unit} can open it</source>
        <translation>Chỉ {unit} mở được</translation>
    </message>
    <message>
        <source>“{what}” holds personal data and cannot be encrypted: no certificate of {unit} is here. Carry it by USB stick, from hand to hand; it is not offered for e-mail.</source>
        <translation>“{what}” có dữ liệu cá nhân mà chưa mã hóa được: máy này chưa có chứng thư của {unit}. Hãy chép vào USB và đưa tận tay; không gửi qua thư điện tử.</translation>
    </message>
    <message>
        <source>Our folder for packages: {folder}</source>
        <translation>Thư mục ghi gói của đơn vị: {folder}</translation>
    </message>
    <message>
        <source>Hand-over slip …</source>
        <translation>Phiếu bàn giao …</translation>
    </message>
    <message>
        <source>Two copies on one A4, to be signed when the stick is handed over.</source>
        <translation>Hai liên trên một trang A4, ký khi giao USB.</translation>
    </message>
    <message>
        <source>{n} questions of the office above have no answer yet: see the home page.</source>
        <translation>{n} câu hỏi của cấp trên chưa được trả lời: xem ở trang chủ.</translation>
    </message>
    <message>
        <source>Photos and papers of what is passed on: {n} go along</source>
        <translation>Ảnh, tài liệu của hồ sơ chuyển lên: {n} tệp gửi kèm</translation>
    </message>
    <message>
        <source>Not here yet, the office above will ask for them: {names}</source>
        <translation>Chưa có, cấp trên sẽ hỏi: {names}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Practice</source>
        <translation>Luyện tập</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>Luyện tập</translation>
    </message>
    <message>
        <source>A made-up commune with a short guided lesson. Your own data stay untouched.</source>
        <translation>Một xã giả định với bài học ngắn có hướng dẫn. Số liệu thật của đơn vị không bị đụng tới.</translation>
    </message>
    <message>
        <source>0 into the remaining blanks of the row or year</source>
        <translation>điền 0 vào các ô còn trống của dòng hoặc năm</translation>
    </message>
    <message>
        <source>About this program</source>
        <translation>Về chương trình</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Thêm người</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Thư mục dữ liệu</translation>
    </message>
    <message>
        <source>Form pack</source>
        <translation>Bộ biểu</translation>
    </message>
    <message>
        <source>Hash of the pack</source>
        <translation>Mã băm bộ biểu</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>People of the office</source>
        <translation>Người của đơn vị</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Chức vụ</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Chương trình</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Bỏ khỏi danh sách</translation>
    </message>
    <message>
        <source>Take {name} off the list? What they typed stays under their name.</source>
        <translation>Bỏ {name} khỏi danh sách? Những gì đã nhập vẫn giữ tên người này.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>This person has left</source>
        <translation>Người này đã nghỉ</translation>
    </message>
    <message>
        <source>This person works now</source>
        <translation>Người này đang làm việc</translation>
    </message>
    <message>
        <source>Who is chosen here stands in the history of every cell and in the signature block.</source>
        <translation>Người được chọn sẽ được ghi vào lịch sử từng ô và phần ký tên.</translation>
    </message>
    <message>
        <source>Working now</source>
        <translation>Đang làm việc</translation>
    </message>
    <message>
        <source>a blank becomes: none (–), not known (?), blank</source>
        <translation>ô trống lần lượt thành: không có (–), chưa rõ (?), trống</translation>
    </message>
    <message>
        <source>add, remove a row or a sheet</source>
        <translation>thêm, xoá dòng hoặc phiếu</translation>
    </message>
    <message>
        <source>check everything; explain a warning</source>
        <translation>kiểm tra tất cả; giải trình cảnh báo</translation>
    </message>
    <message>
        <source>copy and paste a block, also from Excel</source>
        <translation>chép và dán cả khối, kể cả từ Excel</translation>
    </message>
    <message>
        <source>edit the cell; Esc gives up</source>
        <translation>sửa ô; Esc bỏ chữ đang gõ</translation>
    </message>
    <message>
        <source>history of the cell</source>
        <translation>lịch sử của ô</translation>
    </message>
    <message>
        <source>open the list of choices</source>
        <translation>mở danh sách để chọn</translation>
    </message>
    <message>
        <source>save and go to the next cell; Shift goes back</source>
        <translation>ghi và sang ô tiếp theo; thêm Shift để lùi lại</translation>
    </message>
    <message>
        <source>take back, do again</source>
        <translation>hoàn tác, làm lại</translation>
    </message>
    <message>
        <source>the pages of the window</source>
        <translation>các trang của chương trình</translation>
    </message>
    <message>
        <source>the section before, after</source>
        <translation>phần trước, phần sau</translation>
    </message>
    <message>
        <source>✓ works now</source>
        <translation>✓ đang làm việc</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>Các mục của phần Cài đặt</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Chung</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Cán bộ</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Giới thiệu</translation>
    </message>
    <message>
        <source>Everything of this office lies in its data folder, encrypted.</source>
        <translation>Toàn bộ số liệu của đơn vị nằm trong thư mục dữ liệu này và được mã hóa.</translation>
    </message>
    <message>
        <source>Letters and colours</source>
        <translation>Cỡ chữ và màu</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>{n} points</source>
        <translation>{n} điểm</translation>
    </message>
    <message>
        <source>{size} (usual)</source>
        <translation>{size} (thông thường)</translation>
    </message>
    <message>
        <source>High contrast: black on white, strong lines</source>
        <translation>Tương phản cao: chữ đen nền trắng, nét đậm</translation>
    </message>
    <message>
        <source>Show it so</source>
        <translation>Dùng kiểu này</translation>
    </message>
    <message>
        <source>The window closes and opens again; everything typed is saved.</source>
        <translation>Cửa sổ đóng rồi tự mở lại; mọi thứ đã nhập đều được ghi.</translation>
    </message>
    <message>
        <source>This screen is too small for text of that size: choose a smaller one.</source>
        <translation>Màn hình này quá nhỏ cho cỡ chữ đó: hãy chọn cỡ nhỏ hơn.</translation>
    </message>
    <message>
        <source>Year worked on</source>
        <translation>Năm làm việc</translation>
    </message>
    <message>
        <source>Tables of several years open with this year; all years can still be typed.</source>
        <translation>Biểu nhiều năm mở ra ở năm này; vẫn nhập được mọi năm.</translation>
    </message>
    <message>
        <source>none: as the tables stand</source>
        <translation>không chọn: theo thứ tự của biểu</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Lịch sử</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Folder for packages</source>
        <translation>Thư mục ghi gói</translation>
    </message>
    <message>
        <source>Packages can be written there without a stick; a stick stays the first choice.</source>
        <translation>Có thể ghi gói vào đây khi không dùng USB; có USB thì USB vẫn được chọn trước.</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>chưa chọn</translation>
    </message>
    <message>
        <source>not there now: {folder}</source>
        <translation>hiện không có: {folder}</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Chọn thư mục …</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Chọn thư mục</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Không dùng thư mục</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>Roles …</source>
        <translation>Vai trò …</translation>
    </message>
    <message>
        <source>Roles of {name}</source>
        <translation>Vai trò của {name}</translation>
    </message>
    <message>
        <source>There is no password: this keeps from slips, not from anybody who means harm. Whoever is alone on the list may do everything.</source>
        <translation>Không có mật khẩu: vai trò giúp tránh nhầm, không ngăn được người cố ý. Danh sách chỉ có một người thì người đó làm được mọi việc.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Vai trò</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Được làm</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>only look</source>
        <translation>chỉ xem</translation>
    </message>
    <message>
        <source>all</source>
        <translation>mọi việc</translation>
    </message>
    <message>
        <source>the next cell that the office above asks about</source>
        <translation>ô tiếp theo mà cấp trên hỏi</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Every cell is saved when left</source>
        <translation>Mỗi ô được ghi khi rời khỏi ô</translation>
    </message>
    <message>
        <source>F12: give the reason</source>
        <translation>F12: giải trình</translation>
    </message>
    <message>
        <source>Published figure: {figure} ({source})</source>
        <translation>Số công bố: {figure} ({source})</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>Đã ghi {time}</translation>
    </message>
    <message>
        <source>The old value stays (Esc: give up).</source>
        <translation>Giá trị cũ vẫn giữ (Esc: bỏ).</translation>
    </message>
    <message>
        <source>Typed but not saved yet: F2 opens the cell with it.</source>
        <translation>Đang gõ dở, chưa ghi: F2 mở lại ô với chữ đó.</translation>
    </message>
    <message>
        <source>✎ note on the row: {text}</source>
        <translation>✎ ghi chú dòng: {text}</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>Alt+PgUp, Alt+PgDn: the section before, after</source>
        <translation>Alt+PgUp, Alt+PgDn: mục trước, mục sau</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} từ</translation>
    </message>
    <message>
        <source>{n} of {limit} words</source>
        <translation>{n}/{limit} từ</translation>
    </message>
    <message>
        <source>{n} too many</source>
        <translation>thừa {n} từ</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>{source}: {theirs}; this table: {ours}</source>
        <translation>{source}: {theirs}; bảng này: {ours}</translation>
    </message>
    <message>
        <source>{source}, all lines of the unit: {theirs}; this table: {ours}</source>
        <translation>{source}, cả đơn vị: {theirs}; bảng này: {ours}</translation>
    </message>
    <message>
        <source>To the next figure that the decision says otherwise</source>
        <translation>Đến số tiếp theo khác với quyết định</translation>
    </message>
    <message>
        <source>Adjustments … ({n} waiting)</source>
        <translation>Điều chỉnh … ({n} đang chờ)</translation>
    </message>
    <message>
        <source>not split: {n} units</source>
        <translation>chưa tách: {n} đơn vị</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Bảng tính Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>Export to Excel</source>
        <translation>Xuất ra Excel</translation>
    </message>
    <message>
        <source>Export to Excel …</source>
        <translation>Xuất ra Excel…</translation>
    </message>
    <message>
        <source>Known of {part} units</source>
        <translation>Có số liệu của {part} đơn vị</translation>
    </message>
    <message>
        <source>Subtotal, {count} units</source>
        <translation>Cộng, {count} đơn vị</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Bảng</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Tổng cộng</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Tổng hợp</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Đã ghi: {file}</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Năm</translation>
    </message>
    <message>
        <source>{n} still missing: {names}</source>
        <translation>Còn thiếu {n} đơn vị: {names}</translation>
    </message>
    <message>
        <source>As a chart</source>
        <translation>Xem biểu đồ</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Quay lại (Esc)</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Khối</translation>
    </message>
    <message>
        <source>Cell of the form</source>
        <translation>Ô trong biểu</translation>
    </message>
    <message>
        <source>Enter: where the figure comes from</source>
        <translation>Enter: xem số này từ đâu ra</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Figure counted here</source>
        <translation>Số tính ở đây</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Lines that hold these words</source>
        <translation>Chỉ các dòng có những từ này</translation>
    </message>
    <message>
        <source>Lines with … (Ctrl+F)</source>
        <translation>Lọc dòng (Ctrl+F)</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Gói</translation>
    </message>
    <message>
        <source>Passed on by</source>
        <translation>Gửi qua</translation>
    </message>
    <message>
        <source>Reason and basis</source>
        <translation>Lý do, căn cứ</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Signed cell</source>
        <translation>Ô đã ký</translation>
    </message>
    <message>
        <source>State of the units</source>
        <translation>Tình trạng đơn vị</translation>
    </message>
    <message>
        <source>The signature is whole and the signed cell says what is counted here.</source>
        <translation>Chữ ký toàn vẹn, ô đã ký khớp với số đang tổng hợp.</translation>
    </message>
    <message>
        <source>The signed cell says something else: receive the package again.</source>
        <translation>Ô đã ký ghi số khác: hãy nhận lại gói này.</translation>
    </message>
    <message>
        <source>Totals below are of all lines.</source>
        <translation>Các dòng cộng vẫn là của tất cả các dòng.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>What the figure is made of</source>
        <translation>Số này gồm những gì</translation>
    </message>
    <message>
        <source>all blocks</source>
        <translation>mọi khối</translation>
    </message>
    <message>
        <source>all units</source>
        <translation>mọi đơn vị</translation>
    </message>
    <message>
        <source>entered by the office itself</source>
        <translation>do nơi tổng hợp tự nhập</translation>
    </message>
    <message>
        <source>it came beside sending no. {n} of {unit}</source>
        <translation>đến trong tệp kèm của lần gửi {n} của {unit}</translation>
    </message>
    <message>
        <source>no longer recognised here</source>
        <translation>ở đây không còn xác nhận người này</translation>
    </message>
    <message>
        <source>nothing sent</source>
        <translation>chưa gửi</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>tạm tính</translation>
    </message>
    <message>
        <source>recognised by {unit}</source>
        <translation>{unit} đã xác nhận</translation>
    </message>
    <message>
        <source>recognised here</source>
        <translation>đã xác nhận ở đây</translation>
    </message>
    <message>
        <source>sending no. {n}</source>
        <translation>lần gửi {n}</translation>
    </message>
    <message>
        <source>sheet {sheet}, cell {cell}: {text}</source>
        <translation>trang {sheet}, ô {cell}: {text}</translation>
    </message>
    <message>
        <source>typed in place of the unit; the unit itself has not signed it</source>
        <translation>nhập thay đơn vị; đơn vị chưa ký</translation>
    </message>
    <message>
        <source>with final figures</source>
        <translation>số liệu đã chắc</translation>
    </message>
    <message>
        <source>{count} units</source>
        <translation>{count} đơn vị</translation>
    </message>
    <message>
        <source>{count} units, provisional</source>
        <translation>{count} đơn vị, tạm tính</translation>
    </message>
    <message>
        <source>Adjustments …</source>
        <translation>Điều chỉnh …</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Kiểm tra</translation>
    </message>
    <message>
        <source>Checks C01–C10</source>
        <translation>Kiểm tra C01–C10</translation>
    </message>
    <message>
        <source>Checks of the consolidated figures</source>
        <translation>Kiểm tra số liệu tổng hợp</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Columns of the file: {columns}. A line: 23404, TH-02, c14, 2018, 51.</source>
        <translation>Tệp có các cột: {columns}. Ví dụ một dòng: 23404, TH-02, c14, 2018, 51.</translation>
    </message>
    <message>
        <source>Compare no more</source>
        <translation>Thôi so sánh</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Nạp</translation>
    </message>
    <message>
        <source>Load published figures</source>
        <translation>Nạp số liệu công bố</translation>
    </message>
    <message>
        <source>Load published figures …</source>
        <translation>Nạp số liệu công bố…</translation>
    </message>
    <message>
        <source>None are loaded.</source>
        <translation>Chưa nạp số liệu nào.</translation>
    </message>
    <message>
        <source>Number and day of the decision</source>
        <translation>Số, ngày quyết định</translation>
    </message>
    <message>
        <source>Published figures to compare with</source>
        <translation>Số liệu công bố để so sánh</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Verify all signatures anew</source>
        <translation>Kiểm lại mọi chữ ký</translation>
    </message>
    <message>
        <source>What is looked at</source>
        <translation>Nội dung kiểm tra</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Cụ thể ở đâu</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>Workbooks and texts (*.xlsx *.xls *.ods *.csv)</source>
        <translation>Bảng tính và tệp chữ (*.xlsx *.xls *.ods *.csv)</translation>
    </message>
    <message>
        <source>error</source>
        <translation>lỗi</translation>
    </message>
    <message>
        <source>good</source>
        <translation>đạt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>chưa xét</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>cảnh báo</translation>
    </message>
    <message>
        <source>{n} figures of {source}, from {file}; loaded by {who}, {when}.</source>
        <translation>{n} số của {source}, từ tệp {file}; {who} nạp lúc {when}.</translation>
    </message>
    <message>
        <source>{n} of them typed in place</source>
        <translation>{n} nhập thay</translation>
    </message>
    <message>
        <source>Of which unit</source>
        <translation>Của đơn vị nào</translation>
    </message>
    <message>
        <source>of all units</source>
        <translation>của tất cả</translation>
    </message>
    <message>
        <source>By the units of today</source>
        <translation>Theo đơn vị mới</translation>
    </message>
    <message>
        <source>who typed it</source>
        <translation>người nhập thay</translation>
    </message>
</context>
<context>
    <name>Other</name>
    <message>
        <source>Other forms</source>
        <translation>Biểu khác</translation>
    </message>
    <message>
        <source>← Other forms</source>
        <translation>← Biểu khác</translation>
    </message>
    <message>
        <source>Back to the list (Alt+Left); everything is saved</source>
        <translation>Về danh sách (Alt+←); mọi thứ đã được ghi</translation>
    </message>
    <message>
        <source>Language of the form</source>
        <translation>Ngôn ngữ của biểu</translation>
    </message>
    <message>
        <source>Finish (Ctrl+F9)</source>
        <translation>Hoàn thành (Ctrl+F9)</translation>
    </message>
    <message>
        <source>Finished: {title}</source>
        <translation>Đã hoàn thành: {title}</translation>
    </message>
    <message>
        <source>Add a form…</source>
        <translation>Thêm biểu…</translation>
    </message>
    <message>
        <source>Add a form</source>
        <translation>Thêm biểu</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Bỏ khỏi danh sách</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>Bỏ</translation>
    </message>
    <message>
        <source>What of this form does not work here</source>
        <translation>Những chỗ của biểu không dùng được ở đây</translation>
    </message>
    <message>
        <source>New instance (Ctrl+N)</source>
        <translation>Phiếu mới (Ctrl+N)</translation>
    </message>
    <message>
        <source>Open (Enter)</source>
        <translation>Mở (Enter)</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>Xóa (Delete)</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên phiếu</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Bắt đầu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Sửa lần cuối</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Filled instances</source>
        <translation>Các phiếu đã nhập</translation>
    </message>
    <message>
        <source>{n} filled</source>
        <translation>{n} phiếu đã nhập</translation>
    </message>
    <message>
        <source>{n} questions · version {version} · added {day}</source>
        <translation>{n} câu hỏi · phiên bản {version} · thêm lúc {day}</translation>
    </message>
    <message>
        <source>What does not work here: {n} ▾</source>
        <translation>Chỗ không dùng được ở đây: {n} ▾</translation>
    </message>
    <message>
        <source>(nothing answered yet)</source>
        <translation>(chưa trả lời câu nào)</translation>
    </message>
    <message>
        <source>No instance yet. Ctrl+N begins one.</source>
        <translation>Chưa có phiếu nào. Ctrl+N bắt đầu một phiếu.</translation>
    </message>
    <message>
        <source>Forms made by others (XLSForm of ODK or Kobo, XForm, a form pack) can be filled here. “Add a form…” takes the file; it stays on this computer and out of your report.</source>
        <translation>Biểu do nơi khác làm (XLSForm của ODK, Kobo, XForm, gói biểu) nhập được ở đây. “Thêm biểu…” nhận tệp; số liệu ở lại máy này và không vào báo cáo của đơn vị.</translation>
    </message>
    <message>
        <source>Back to the instances</source>
        <translation>Về các phiếu</translation>
    </message>
    <message>
        <source>Removed: {n}</source>
        <translation>Đã xóa: {n}</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>đã xóa</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>hoàn thành</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>đang nhập</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Lấy lại</translation>
    </message>
    <message>
        <source>Forms (*.xlsx *.md *.xml *.phieuxa-pack)</source>
        <translation>Biểu (*.xlsx *.md *.xml *.phieuxa-pack)</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>Đang đọc {file}…</translation>
    </message>
    <message>
        <source>Added: {title}. {n} things of it do not work here; the rest can be filled.</source>
        <translation>Đã thêm: {title}. Có {n} chỗ không dùng được ở đây; phần còn lại nhập bình thường.</translation>
    </message>
    <message>
        <source>Added: {title}.</source>
        <translation>Đã thêm: {title}.</translation>
    </message>
    <message>
        <source>Take “{title}” off the list? Its instances are kept and come back when the form is added again.</source>
        <translation>Bỏ “{title}” khỏi danh sách? Các phiếu vẫn được giữ và có lại khi thêm biểu này lần nữa.</translation>
    </message>
    <message>
        <source>Back again: {title}</source>
        <translation>Đã lấy lại: {title}</translation>
    </message>
    <message>
        <source>Removed: {title}. Ctrl+Z brings it back.</source>
        <translation>Đã xóa: {title}. Ctrl+Z lấy lại.</translation>
    </message>
    <message>
        <source>The instance is back.</source>
        <translation>Đã lấy lại phiếu.</translation>
    </message>
</context>
<context>
    <name>Live</name>
    <message>
        <source>Taken over from {key}: {text}</source>
        <translation>Đã chép từ {key}: {text}</translation>
    </message>
    <message>
        <source>The cell before is blank; nothing was taken over.</source>
        <translation>Ô kỳ trước còn trống nên không chép.</translation>
    </message>
    <message>
        <source>There is nothing before this to take over.</source>
        <translation>Không có kỳ trước để chép.</translation>
    </message>
    <message>
        <source>{places} and {n} more</source>
        <translation>{places} và {n} chỗ nữa</translation>
    </message>
    <message>
        <source>No longer offered, so cleared: {places}. Ctrl+Z brings it back.</source>
        <translation>Không còn trong danh mục nên đã bỏ: {places}. Ctrl+Z lấy lại.</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>I have read this</source>
        <translation>Tôi đã đọc</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>giờ:phút</translation>
    </message>
    <message>
        <source>dd/mm/yyyy hh:mm</source>
        <translation>ngày/tháng/năm giờ:phút</translation>
    </message>
    <message>
        <source>mm/yyyy</source>
        <translation>tháng/năm</translation>
    </message>
    <message>
        <source>yyyy</source>
        <translation>năm</translation>
    </message>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ngày/tháng/năm</translation>
    </message>
    <message>
        <source>Type to search, Alt+↓ shows all</source>
        <translation>Gõ để tìm, Alt+↓ mở hết</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} đến {end}</translation>
    </message>
    <message>
        <source>{range}, step {step}</source>
        <translation>{range}, bước {step}</translation>
    </message>
    <message>
        <source>Alt+↑, Alt+↓ move; Space takes the order as it is</source>
        <translation>Alt+↑, Alt+↓ đổi chỗ; phím cách nhận thứ tự này</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Next section (Alt+PgDn)</source>
        <translation>Mục sau (Alt+PgDn)</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Các mục</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Câu hỏi</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Signers</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Demonstration · today is {day}</source>
        <translation>Minh hoạ · hôm nay là {day}</translation>
    </message>
    <message>
        <source>Demonstration</source>
        <translation>Minh hoạ</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Nhập liệu</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Trang chủ</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Gửi</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Tổng hợp</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Bộ biểu</translation>
    </message>
    <message>
        <source>Other forms</source>
        <translation>Biểu khác</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Sổ hộ</translation>
    </message>
    <message>
        <source>Help (F1)</source>
        <translation>Trợ giúp (F1)</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>Trợ giúp cho trang này</translation>
    </message>
    <message>
        <source>Card of keys</source>
        <translation>Bảng phím</translation>
    </message>
    <message>
        <source>Report a fault…</source>
        <translation>Báo sự cố…</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Giấy tờ</translation>
    </message>
    <message>
        <source>Papers of this office: look at them, print, save as PDF (Ctrl+P)</source>
        <translation>Giấy tờ của đơn vị: xem, in, lưu PDF (Ctrl+P)</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Xét chọn</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Hỏi đáp</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>Nhập thay</translation>
    </message>
    <message>
        <source>Numbers and receipts</source>
        <translation>Số thứ tự và biên nhận</translation>
    </message>
    <message>
        <source>Working now: {name}</source>
        <translation>Đang làm việc: {name}</translation>
    </message>
    <message>
        <source>Who works now; hand the PC to somebody else ({keys})</source>
        <translation>Người đang làm việc; bấm để giao máy cho người khác ({keys})</translation>
    </message>
    <message>
        <source>Add a colleague …</source>
        <translation>Thêm đồng nghiệp …</translation>
    </message>
    <message>
        <source>People and their roles …</source>
        <translation>Người dùng và vai trò …</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Không</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Có</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Ngừng</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Áp dụng</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Không ghi</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Trợ giúp</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Bỏ qua</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>Không tất &amp;cả</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Đồng ý</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Đặt lại</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>Về mặc định</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Thử lại</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Ghi tất cả</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>Có &amp;tất cả</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Sao chép</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Dán</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Làm lại</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Cắt</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xoá</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Chọn tất cả</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Sao chép</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Dán</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Làm lại</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Hoàn tác</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>Sao chép &amp;liên kết</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Cắt</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xoá</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Chọn tất cả</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Ổ đĩa</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Thư mục</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Không thấy thư mục.
Hãy kiểm tra lại tên thư mục.</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Không thấy tệp.
Hãy kiểm tra lại tên tệp.</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 đã có.
Ghi đè lên tệp này?</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Chọn</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Xoá</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Thư mục mới</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Mở</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>Đổi &amp;tên</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Ghi</translation>
    </message>
    <message>
        <source>'%1' is write protected.
Do you want to delete it anyway?</source>
        <translation>'%1' được chống ghi.
Vẫn xoá?</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message>
        <source>Are you sure you want to delete '%1'?</source>
        <translation>Chắc chắn xoá '%1'?</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Lùi</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Xem chi tiết</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Xem danh sách</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Không xoá được thư mục.</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Tạo thư mục mới</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Tạo thư mục mới</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Xoá</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Chi tiết</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Thư mục</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Thư mục:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>&amp;Tên tệp:</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Loại tệp:</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>Tìm thư mục</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Tới</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Lùi lại</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Đi tới</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Lên thư mục trên</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Danh sách</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Danh sách nơi lưu</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>Tìm trong:</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Máy tính này</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Thư mục mới</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Thư mục trên</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Nơi gần đây</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Bỏ</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Ghi thành</translation>
    </message>
    <message>
        <source>Save in:</source>
        <translation>Ghi vào:</translation>
    </message>
    <message>
        <source>Show </source>
        <translation>Hiện </translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>Hiện tệp ẩ&amp;n</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Thanh bên</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 byte</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Máy tính</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Ngày sửa</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Máy tính này</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Cỡ</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Loại</translation>
    </message>
</context>
<context>
    <name>QInputDialog</name>
    <message>
        <source>Enter a value:</source>
        <translation>Nhập giá trị:</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Hide Details...</source>
        <translation>Ẩn chi tiết…</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Đồng ý</translation>
    </message>
    <message>
        <source>Show Details...</source>
        <translation>Xem chi tiết…</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>Đồng ý</translation>
    </message>
</context>
<context>
    <name>Kit</name>
    <message>
        <source>One signed file from above: units, signers, added rows, guidance, telephones and official figures of earlier years.</source>
        <translation>Một tệp có chữ ký của cấp trên: đơn vị, người ký, dòng bổ sung, hướng dẫn, số điện thoại và số công bố các năm trước.</translation>
    </message>
    <message>
        <source>{signer} is recognised for another unit and stays so</source>
        <translation>{signer} đã được xác nhận cho đơn vị khác, giữ nguyên</translation>
    </message>
    <message>
        <source>Kit number {n} is installed.</source>
        <translation>Đã nạp bộ tài liệu số {n}.</translation>
    </message>
    <message>
        <source>Kit of the campaign</source>
        <translation>Bộ tài liệu của đợt báo cáo</translation>
    </message>
    <message>
        <source>Install a kit from a file …</source>
        <translation>Nạp bộ tài liệu từ tệp …</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>Gọi ai khi cần</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Chức vụ</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Tài liệu hướng dẫn</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Cỡ</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>No program of this computer opens {name}.</source>
        <translation>Máy này không có chương trình mở được {name}.</translation>
    </message>
    <message>
        <source>Choose a campaign kit</source>
        <translation>Chọn bộ tài liệu của đợt</translation>
    </message>
    <message>
        <source>signers: {n} more, {m} ended</source>
        <translation>người ký: thêm {n}, thôi {m}</translation>
    </message>
    <message>
        <source>official figures of your unit: {n}; they fill blank cells, nothing typed changes</source>
        <translation>số công bố của đơn vị: {n}; chỉ điền vào ô trống, không đổi số đã nhập</translation>
    </message>
    <message>
        <source>Number and date</source>
        <translation>Số, ngày</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Đơn vị phát hành</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Words of the signature</source>
        <translation>Mã xác nhận chữ ký</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Nạp lúc</translation>
    </message>
    <message>
        <source>Campaign kit</source>
        <translation>Bộ tài liệu của đợt</translation>
    </message>
    <message>
        <source>This kit is installed here already.</source>
        <translation>Bộ tài liệu này đã được nạp ở đây.</translation>
    </message>
    <message>
        <source>{title}: number {number} of {day}, issued by {unit}</source>
        <translation>{title}: số {number}, ngày {day}, của {unit}</translation>
    </message>
    <message>
        <source>Install this kit</source>
        <translation>Nạp bộ tài liệu này</translation>
    </message>
    <message>
        <source>The words agree: recognise and install</source>
        <translation>Mã khớp: xác nhận và nạp</translation>
    </message>
    <message>
        <source>No kit is installed here yet.</source>
        <translation>Chưa nạp bộ tài liệu nào ở đây.</translation>
    </message>
    <message>
        <source>{n} contacts, {m} guidance files</source>
        <translation>{n} người liên hệ, {m} tài liệu hướng dẫn</translation>
    </message>
    <message>
        <source>replaces kit number {n}</source>
        <translation>thay bộ tài liệu số {n}</translation>
    </message>
    <message>
        <source>supplements to the lists: {n}</source>
        <translation>tệp bổ sung danh sách: {n}</translation>
    </message>
    <message>
        <source>How confirmed</source>
        <translation>Xác nhận bằng cách nào</translation>
    </message>
    <message>
        <source>For example: called 0260 3824 123, spoke with Mr A Nam</source>
        <translation>Ví dụ: đã gọi 0260 3824 123, gặp ông A Nam</translation>
    </message>
    <message>
        <source>✓ This signer is recognised here.</source>
        <translation>✓ Người ký này đã được xác nhận ở đây.</translation>
    </message>
    <message>
        <source>This signer is not recognised here yet. Call the unit on a number you know; it must read exactly these words:</source>
        <translation>Người ký này chưa được xác nhận. Hãy gọi đơn vị theo số điện thoại đã biết; họ phải đọc đúng các nhóm chữ này:</translation>
    </message>
    <message>
        <source>Signed by {person} for {unit}</source>
        <translation>{person} ký cho {unit}</translation>
    </message>
    <message>
        <source>Look at the newer pack</source>
        <translation>Xem bộ biểu mới</translation>
    </message>
    <message>
        <source>A kit that lies beside the program or on a stick is found by itself when the program starts.</source>
        <translation>Đặt tệp cạnh chương trình hoặc trên USB: khi mở, chương trình tự tìm thấy.</translation>
    </message>
    <message>
        <source>Make a kit for the units below</source>
        <translation>Lập bộ tài liệu cho các đơn vị dưới</translation>
    </message>
    <message>
        <source>This office's pack, its register of signers and its added rows go in by themselves. Tables are Excel or CSV files whose first row holds the headings.</source>
        <translation>Bộ biểu, danh sách người ký và dòng bổ sung của đơn vị này tự được đưa vào. Các bảng là tệp Excel hoặc CSV, dòng đầu là tên cột.</translation>
    </message>
    <message>
        <source>Title of the kit</source>
        <translation>Tên bộ tài liệu</translation>
    </message>
    <message>
        <source>Official figures</source>
        <translation>Số công bố</translation>
    </message>
    <message>
        <source>a folder of PDF files, 20 MB together</source>
        <translation>thư mục các tệp PDF, tổng cộng 20 MB</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Chọn …</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>Chọn: {what}</translation>
    </message>
    <message>
        <source>Check what goes in</source>
        <translation>Kiểm tra nội dung</translation>
    </message>
    <message>
        <source>Excel or CSV</source>
        <translation>Excel hoặc CSV</translation>
    </message>
    <message>
        <source>Kit number {number}: signers {signers}, contacts {contacts}, guidance {guidance}, supplements {supplements}, official figures {figures}.</source>
        <translation>Bộ tài liệu số {number}: {signers} người ký, {contacts} người liên hệ, {guidance} tài liệu, {supplements} tệp bổ sung, {figures} số công bố.</translation>
    </message>
    <message>
        <source>Where is the kit to be written?</source>
        <translation>Ghi bộ tài liệu vào đâu?</translation>
    </message>
    <message>
        <source>Kit number {n} is signed and written: {path}. Hand it to the units below.</source>
        <translation>Đã ký và ghi bộ tài liệu số {n}: {path}. Hãy chuyển cho các đơn vị dưới.</translation>
    </message>
    <message>
        <source>Sign, and write the kit into a folder …</source>
        <translation>Ký và ghi bộ tài liệu vào thư mục …</translation>
    </message>
    <message>
        <source>columns: unit, person, position, telephone</source>
        <translation>các cột: Đơn vị, Họ tên, Chức vụ, Điện thoại</translation>
    </message>
    <message>
        <source>columns: unit, table, row, field, value, source</source>
        <translation>các cột: Đơn vị, Bảng, Dòng, Cột, Giá trị, Nguồn</translation>
    </message>
</context>
<context>
    <name>Supplement</name>
    <message>
        <source>Some lists of the pack are open: units above add rows of their own to them by a signed file. Nothing of the pack is changed, and no answer is lost.</source>
        <translation>Một số danh sách của bộ biểu là danh sách mở: cấp trên thêm dòng của mình bằng tệp có chữ ký. Bộ biểu không đổi, số đã nhập không mất.</translation>
    </message>
    <message>
        <source>They hold for this office and for all units below it that install the file. Rows once issued stay: only further ones can be added.</source>
        <translation>Dòng thêm dùng cho đơn vị này và các đơn vị dưới có nạp tệp. Dòng đã phát hành thì giữ mãi; chỉ thêm được dòng mới.</translation>
    </message>
    <message>
        <source>Supplement number {number} of {unit}, {day}</source>
        <translation>Bổ sung số {number} của {unit}, ngày {day}</translation>
    </message>
    <message>
        <source>Supplement number {n} of {unit} is installed.</source>
        <translation>Đã nạp bổ sung số {n} của {unit}.</translation>
    </message>
    <message>
        <source>Signed and written: {path}. Hand it to the units below, and to the office above.</source>
        <translation>Đã ký và ghi: {path}. Hãy chuyển cho các đơn vị dưới và gửi lên cấp trên.</translation>
    </message>
    <message>
        <source>Sign, and write the file into a folder …</source>
        <translation>Ký và ghi tệp vào thư mục …</translation>
    </message>
    <message>
        <source>Rows added by a province or a district</source>
        <translation>Dòng do tỉnh hoặc huyện bổ sung</translation>
    </message>
    <message>
        <source>No supplement is installed here.</source>
        <translation>Chưa nạp tệp bổ sung nào ở đây.</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Đơn vị phát hành</translation>
    </message>
    <message>
        <source>Number and date</source>
        <translation>Số, ngày</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Danh sách</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Added rows</source>
        <translation>Dòng bổ sung</translation>
    </message>
    <message>
        <source>Install a supplement from a file …</source>
        <translation>Nạp tệp bổ sung …</translation>
    </message>
    <message>
        <source>Hand the files on into a folder …</source>
        <translation>Ghi các tệp ra thư mục để chuyển tiếp …</translation>
    </message>
    <message>
        <source>Rows that would be added</source>
        <translation>Các dòng sẽ thêm</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Add rows of your own</source>
        <translation>Thêm dòng của đơn vị mình</translation>
    </message>
    <message>
        <source>For example: nuoi-ong</source>
        <translation>Ví dụ: nuoi-ong</translation>
    </message>
    <message>
        <source>Name in Vietnamese</source>
        <translation>Tên tiếng Việt</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>Tên tiếng Anh</translation>
    </message>
    <message>
        <source>may stay blank</source>
        <translation>có thể bỏ trống</translation>
    </message>
    <message>
        <source>Put the row into the table</source>
        <translation>Đưa dòng vào bảng</translation>
    </message>
    <message>
        <source>Rows to be signed</source>
        <translation>Các dòng sẽ ký</translation>
    </message>
    <message>
        <source>Take the chosen row out</source>
        <translation>Bỏ dòng đang chọn</translation>
    </message>
    <message>
        <source>Choose a supplement</source>
        <translation>Chọn tệp bổ sung</translation>
    </message>
    <message>
        <source>Where are the files to be written?</source>
        <translation>Ghi các tệp vào đâu?</translation>
    </message>
    <message>
        <source>Where is the file to be written?</source>
        <translation>Ghi tệp vào đâu?</translation>
    </message>
    <message>
        <source>Supplement</source>
        <translation>Tệp bổ sung</translation>
    </message>
    <message>
        <source>This supplement is installed here already.</source>
        <translation>Tệp bổ sung này đã được nạp ở đây.</translation>
    </message>
    <message>
        <source>Install this supplement</source>
        <translation>Nạp tệp bổ sung này</translation>
    </message>
    <message>
        <source>The words agree: recognise and install</source>
        <translation>Mã khớp: xác nhận và nạp</translation>
    </message>
    <message>
        <source>Written: {names}</source>
        <translation>Đã ghi: {names}</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Empty Excel form</source>
        <translation>Biểu Excel trống</translation>
    </message>
    <message>
        <source>Choose a place and write… (Ctrl+Enter)</source>
        <translation>Chọn nơi ghi… (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>All forms of this unit as one workbook, for a computer without the program: open cells, lists to choose from, totals and checks that work by themselves. Excel 2010 and LibreOffice.</source>
        <translation>Mọi biểu của đơn vị trong một tệp Excel, cho máy không có chương trình: ô để điền, danh sách thả xuống, tổng và kiểm tra tự tính. Dùng với Excel 2010 trở lên và LibreOffice.</translation>
    </message>
    <message>
        <source>When it comes back filled: “Import a list” (Ctrl+Shift+I) takes it in.</source>
        <translation>Khi nhận lại tệp đã điền: dùng “Nhập danh sách” (Ctrl+Shift+I).</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Tệp Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>An Excel form.</source>
        <translation>Biểu Excel đã điền.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Cột</translation>
    </message>
    <message>
        <source>Heading in the file</source>
        <translation>Tiêu đề trong tệp</translation>
    </message>
    <message>
        <source>First value</source>
        <translation>Giá trị đầu</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>Question of the form</source>
        <translation>Câu hỏi của biểu</translation>
    </message>
    <message>
        <source>Columns of the list</source>
        <translation>Các cột của danh sách</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Trả lời</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Điều phát hiện</translation>
    </message>
    <message>
        <source>Asked once for each column</source>
        <translation>Hỏi một lần cho mỗi cột</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Nhập danh sách</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Trang tính</translation>
    </message>
    <message>
        <source>Table of the form</source>
        <translation>Bảng của biểu</translation>
    </message>
    <message>
        <source>Row of the headings (0: none)</source>
        <translation>Dòng tiêu đề (0: không có)</translation>
    </message>
    <message>
        <source>Rows of headings</source>
        <translation>Số dòng tiêu đề</translation>
    </message>
    <message>
        <source>What becomes of the rows</source>
        <translation>Cách nhập</translation>
    </message>
    <message>
        <source>Update those here by key, add the others</source>
        <translation>Sửa dòng đã có theo khóa, thêm dòng mới</translation>
    </message>
    <message>
        <source>Only update those that are here</source>
        <translation>Chỉ sửa dòng đã có</translation>
    </message>
    <message>
        <source>Only add new ones, leave those here</source>
        <translation>Chỉ thêm dòng mới, giữ dòng đã có</translation>
    </message>
    <message>
        <source>Add all, do not look at keys</source>
        <translation>Thêm tất cả, không xét khóa</translation>
    </message>
    <message>
        <source>Question for the selected column</source>
        <translation>Câu hỏi cho cột đang chọn</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>What is wrong and what to do</source>
        <translation>Sai gì và cần làm gì</translation>
    </message>
    <message>
        <source>What is wrong, by cell</source>
        <translation>Chỗ sai theo ô</translation>
    </message>
    <message>
        <source>Back to the columns</source>
        <translation>Quay lại các cột</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Dry run: change nothing (Ctrl+Enter)</source>
        <translation>Xem trước, chưa thay đổi gì (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Enter: what the column is · Space: key column, by which records here are recognised</source>
        <translation>Enter: cột ứng với câu hỏi nào · Dấu cách: cột khóa, dùng để nhận ra dòng đã có</translation>
    </message>
    <message>
        <source>Asked once for each column · Space changes the answer, then dry run again</source>
        <translation>Hỏi một lần cho mỗi cột · Dấu cách đổi trả lời và xem trước lại</translation>
    </message>
    <message>
        <source>Lists (*.xlsx *.xls *.ods *.csv *.txt *.tsv);;All files (*)</source>
        <translation>Danh sách (*.xlsx *.xls *.ods *.csv *.txt *.tsv);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>Tệp danh sách</translation>
    </message>
    <message>
        <source>(not used)</source>
        <translation>(không dùng)</translation>
    </message>
    <message>
        <source>The record above: {table}</source>
        <translation>Bản ghi ở bảng trên: {table}</translation>
    </message>
    <message>
        <source>Column {column} is:</source>
        <translation>Cột {column} là:</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Chưa thay đổi gì.</translation>
    </message>
    <message>
        <source>{n} cells to look at</source>
        <translation>{n} chỗ cần xem</translation>
    </message>
    <message>
        <source>the first {n} are shown</source>
        <translation>hiện {n} chỗ đầu</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Để nguyên</translation>
    </message>
    <message>
        <source>Ctrl+Z takes all of it back.</source>
        <translation>Ctrl+Z lấy lại tất cả.</translation>
    </message>
    <message>
        <source>Take in {n} rows</source>
        <translation>Nhận {n} dòng</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>find in all forms, this one first; the next one</source>
        <translation>tìm trong mọi biểu, biểu này trước; tìm tiếp</translation>
    </message>
    <message>
        <source>filter and sort the rows; Esc shows all again</source>
        <translation>lọc và xếp các dòng; Esc: hiện lại tất cả</translation>
    </message>
    <message>
        <source>sort by this column; again: another way, then as entered</source>
        <translation>xếp theo cột này; bấm nữa: cách khác, rồi như khi nhập</translation>
    </message>
    <message>
        <source>one value for the marked rows, or for all shown</source>
        <translation>một giá trị cho các dòng đã chọn, hoặc mọi dòng đang hiện</translation>
    </message>
    <message>
        <source>a copy of the row or sheet with all in it</source>
        <translation>nhân bản dòng, phiếu cùng mọi nội dung</translation>
    </message>
    <message>
        <source>recycle bin: removed rows and sheets come back</source>
        <translation>thùng rác: khôi phục dòng, phiếu đã xoá</translation>
    </message>
    <message>
        <source>Practise them</source>
        <translation>Luyện tập các phím</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Đã lưu: {file}</translation>
    </message>
    <message>
        <source>{file} cannot be written; choose another place.</source>
        <translation>Không ghi được {file}; hãy chọn nơi khác.</translation>
    </message>
    <message>
        <source>Save the card of keys</source>
        <translation>Lưu bảng phím</translation>
    </message>
    <message>
        <source>keys-of-phieuxa.pdf</source>
        <translation>bang-phim-phieuxa.pdf</translation>
    </message>
    <message>
        <source>Save as PDF to print…</source>
        <translation>Lưu PDF để in…</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Công dụng</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Phím</translation>
    </message>
    <message>
        <source>Keys of the entry desk</source>
        <translation>Bảng phím nhập số liệu</translation>
    </message>
    <message>
        <source>Phiếu Xã: keys of the entry desk</source>
        <translation>Phiếu Xã: bảng phím nhập số liệu</translation>
    </message>
    <message>
        <source>this card</source>
        <translation>bảng phím này</translation>
    </message>
    <message>
        <source>the year before, published figure, note and history</source>
        <translation>số năm trước, số đã công bố, ghi chú và lịch sử</translation>
    </message>
    <message>
        <source>a note on the cell, for this office alone</source>
        <translation>ghi chú cho ô, chỉ dùng trong cơ quan</translation>
    </message>
    <message>
        <source>the reason of a warning; a note where there is none</source>
        <translation>giải trình cảnh báo; không có cảnh báo thì viết ghi chú</translation>
    </message>
    <message>
        <source>check everything; Enter in the list goes to the cell</source>
        <translation>kiểm tra tất cả; Enter trong danh sách: đến ô</translation>
    </message>
    <message>
        <source>Checking and knowing more</source>
        <translation>Kiểm tra và xem thêm</translation>
    </message>
    <message>
        <source>remove the row or the sheet; Ctrl+Z brings it back</source>
        <translation>bỏ dòng hoặc phiếu; Ctrl+Z lấy lại</translation>
    </message>
    <message>
        <source>add a row or a sheet</source>
        <translation>thêm dòng hoặc phiếu</translation>
    </message>
    <message>
        <source>Rows and sheets</source>
        <translation>Dòng và phiếu</translation>
    </message>
    <message>
        <source>undo, redo: also after the program was closed</source>
        <translation>hoàn tác, làm lại: kể cả sau khi đã đóng chương trình</translation>
    </message>
    <message>
        <source>fill to the right</source>
        <translation>điền sang phải</translation>
    </message>
    <message>
        <source>fill down</source>
        <translation>điền xuống dưới</translation>
    </message>
    <message>
        <source>paste a block from a workbook</source>
        <translation>dán khối ô từ Excel, LibreOffice</translation>
    </message>
    <message>
        <source>copy with the headings</source>
        <translation>chép cả tiêu đề</translation>
    </message>
    <message>
        <source>copy, cut</source>
        <translation>chép, cắt</translation>
    </message>
    <message>
        <source>mark a block</source>
        <translation>chọn một khối ô</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Khối ô</translation>
    </message>
    <message>
        <source>save now (every cell is saved when left, too)</source>
        <translation>ghi ngay (rời ô nào chương trình cũng tự ghi ô đó)</translation>
    </message>
    <message>
        <source>empty the cell or the marked block</source>
        <translation>xóa nội dung ô hoặc khối đã chọn</translation>
    </message>
    <message>
        <source>0 into the other blanks of the row (of the year)</source>
        <translation>điền 0 vào các ô còn trống của dòng (của năm)</translation>
    </message>
    <message>
        <source>why a cell is blank: none, not known</source>
        <translation>vì sao để trống: không có, không rõ</translation>
    </message>
    <message>
        <source>open the list of choices; type a code or words without accents</source>
        <translation>mở danh sách chọn; gõ mã hoặc tên không dấu</translation>
    </message>
    <message>
        <source>close the message or the panel and stay on the cell</source>
        <translation>đóng thông báo hoặc khung bên dưới, vẫn đứng ở ô</translation>
    </message>
    <message>
        <source>give up what is being typed; what was saved stays</source>
        <translation>bỏ phần đang gõ; số đã ghi vẫn giữ nguyên</translation>
    </message>
    <message>
        <source>edit what stands in the cell</source>
        <translation>sửa nội dung đang có của ô</translation>
    </message>
    <message>
        <source>replaces what stands in the cell</source>
        <translation>gõ đè lên nội dung của ô</translation>
    </message>
    <message>
        <source>any letter</source>
        <translation>chữ, số bất kỳ</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>Nhập số liệu</translation>
    </message>
    <message>
        <source>go to a cell by its code or words (F6: where no row is added)</source>
        <translation>đến ô theo mã hoặc tên (F6: ở biểu không thêm dòng)</translation>
    </message>
    <message>
        <source>the form after, before</source>
        <translation>biểu sau, biểu trước</translation>
    </message>
    <message>
        <source>the section after, before (with Alt from anywhere)</source>
        <translation>mục sau, mục trước (thêm Alt: từ bất cứ đâu)</translation>
    </message>
    <message>
        <source>nothing: the form does not start again</source>
        <translation>không nhảy đi đâu: không quay lại đầu biểu</translation>
    </message>
    <message>
        <source>↓ on the last cell</source>
        <translation>↓ ở ô cuối cùng</translation>
    </message>
    <message>
        <source>the cell or question before</source>
        <translation>ô hoặc câu trước</translation>
    </message>
    <message>
        <source>the next cell to the right</source>
        <translation>ô tiếp theo bên phải</translation>
    </message>
    <message>
        <source>the cell below, the next question; never sends</source>
        <translation>ô dưới, câu tiếp theo; không bao giờ gửi phiếu</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Di chuyển</translation>
    </message>
    <message>
        <source>takes over the figure of the period before; else of the record above</source>
        <translation>chép số kỳ trước sang; nếu không có thì của phiếu liền trên</translation>
    </message>
    <message>
        <source>shows the period before beside this one, or no longer</source>
        <translation>hiện hoặc ẩn số kỳ trước bên cạnh kỳ này</translation>
    </message>
    <message>
        <source>a note on the whole row, record or sheet</source>
        <translation>ghi chú cho cả dòng, cả phiếu</translation>
    </message>
    <message>
        <source>all notes, to search and to go to</source>
        <translation>mọi ghi chú: tìm và đến chỗ đó</translation>
    </message>
    <message>
        <source>hand forms to a colleague; merge the part that comes back</source>
        <translation>giao biểu cho đồng nghiệp; gộp phần nhận lại</translation>
    </message>
    <message>
        <source>new rows or sheets from those of the period before</source>
        <translation>thêm dòng, phiếu từ kỳ trước</translation>
    </message>
    <message>
        <source>the households behind a locked figure; in the register, hidden ID numbers</source>
        <translation>các hộ đứng sau một số bị khoá; trong sổ hộ: hiện, che số CMND/CCCD</translation>
    </message>
    <message>
        <source>in the register: a household with its members; back</source>
        <translation>trong sổ hộ: mở một hộ cùng thành viên, rồi trở lại</translation>
    </message>
    <message>
        <source>the long texts of a sheet from a Word file, by its headings</source>
        <translation>lấy các mục văn bản từ tệp Word theo đề mục</translation>
    </message>
    <message>
        <source>help for this page, in a window of its own</source>
        <translation>trợ giúp cho trang này, trong cửa sổ riêng</translation>
    </message>
    <message>
        <source>a table's figure into the report's text; take those that changed</source>
        <translation>chèn số liệu của biểu vào bài báo cáo; lấy số liệu đã đổi</translation>
    </message>
    <message>
        <source>all papers; in a sheet its dossier as a page, again: as PDF</source>
        <translation>mọi giấy tờ; ở một phiếu: xem hồ sơ thành trang, lần nữa: lưu PDF</translation>
    </message>
    <message>
        <source>hand this PC to a colleague</source>
        <translation>giao máy cho đồng nghiệp</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Per cent: {figure}</source>
        <translation>Tỷ lệ: {figure}</translation>
    </message>
    <message>
        <source>Difference: {figure}</source>
        <translation>Chênh lệch: {figure}</translation>
    </message>
    <message>
        <source>Before ({key}): {text}</source>
        <translation>Kỳ trước ({key}): {text}</translation>
    </message>
    <message>
        <source>Now: {text}</source>
        <translation>Hiện nay: {text}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>take the figure before</source>
        <translation>lấy số kỳ trước</translation>
    </message>
    <message>
        <source>A note for this office; it is never sent.</source>
        <translation>Ghi chú dùng trong cơ quan; không gửi đi.</translation>
    </message>
    <message>
        <source>Note on the cell</source>
        <translation>Ghi chú cho ô</translation>
    </message>
    <message>
        <source>History of the cell</source>
        <translation>Lịch sử của ô</translation>
    </message>
    <message>
        <source>In the record above ({key}): {text}</source>
        <translation>Ở phiếu liền trên ({key}): {text}</translation>
    </message>
    <message>
        <source>note on the cell</source>
        <translation>ghi chú ô</translation>
    </message>
    <message>
        <source>on the row</source>
        <translation>ghi chú dòng</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô này</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Cả dòng</translation>
    </message>
    <message>
        <source>Note on the whole row</source>
        <translation>Ghi chú cho cả dòng</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>{n} found, still reading</source>
        <translation>thấy {n}, còn đang đọc</translation>
    </message>
    <message>
        <source>“{text}” stands in no form.</source>
        <translation>Không biểu nào có “{text}”.</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n} kết quả</translation>
    </message>
    <message>
        <source>code or words; accents do not matter</source>
        <translation>mã hoặc từ; gõ không dấu cũng được</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Đến ô</translation>
    </message>
    <message>
        <source>Cells found</source>
        <translation>Các ô tìm thấy</translation>
    </message>
</context>
<context>
    <name>Pasting</name>
    <message>
        <source>The pasted text is in the old font {kind}: turn it to Unicode?</source>
        <translation>Văn bản dán vào dùng phông {kind}: chuyển sang Unicode?</translation>
    </message>
    <message>
        <source>Text of an old font</source>
        <translation>Văn bản phông cũ</translation>
    </message>
    <message>
        <source>Turn to Unicode</source>
        <translation>Chuyển sang Unicode</translation>
    </message>
    <message>
        <source>Turn to Unicode (F2)</source>
        <translation>Chuyển sang Unicode (F2)</translation>
    </message>
    <message>
        <source>Leave as it is (Esc)</source>
        <translation>Để nguyên (Esc)</translation>
    </message>
</context>
<context>
    <name>Paste</name>
        <message>
            <source>The pasted block is being read…</source>
            <translation>Đang đọc khối dán…</translation>
        </message>
        <message>
            <source>The pasted block is being saved…</source>
            <translation>Đang ghi khối dán…</translation>
        </message>
    <message>
        <source>and {n} more</source>
        <translation>và {n} mục nữa</translation>
    </message>
    <message>
        <source>nothing changes</source>
        <translation>không đổi gì</translation>
    </message>
    <message>
        <source>new row</source>
        <translation>dòng mới</translation>
    </message>
    <message>
        <source>the same as line {n}</source>
        <translation>trùng dòng {n} của khối dán</translation>
    </message>
    <message>
        <source>the same as row {n}</source>
        <translation>trùng dòng {n} đã có</translation>
    </message>
    <message>
        <source>{n} outside the table</source>
        <translation>{n} ô nằm ngoài bảng</translation>
    </message>
    <message>
        <source>{n} rules broken</source>
        <translation>trái {n} quy tắc</translation>
    </message>
    <message>
        <source>{n} repeated</source>
        <translation>{n} dòng trùng</translation>
    </message>
    <message>
        <source>{n} that are no value</source>
        <translation>{n} ô không đọc được</translation>
    </message>
    <message>
        <source>{n} read as another way of writing</source>
        <translation>{n} ô đổi cách viết</translation>
    </message>
    <message>
        <source>{n} new rows</source>
        <translation>{n} dòng mới</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>sửa {n} ô</translation>
    </message>
    <message>
        <source>{n} cells filled</source>
        <translation>điền mới {n} ô</translation>
    </message>
    <message>
        <source>Paste the ticked lines</source>
        <translation>Dán các dòng đã chọn</translation>
    </message>
    <message>
        <source>Paste: look before it is saved</source>
        <translation>Dán: xem lại trước khi ghi</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Cần xem</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Điền mới</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Dòng</translation>
    </message>
</context>
<context>
    <name>Practice</name>
    <message>
        <source>PRACTICE</source>
        <translation>LUYỆN TẬP</translation>
    </message>
    <message>
        <source>Made-up figures: no office takes these packages.</source>
        <translation>Số liệu giả: không nơi nào nhận các gói này.</translation>
    </message>
    <message>
        <source>Guided lesson</source>
        <translation>Bài học</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Làm lại từ đầu</translation>
    </message>
    <message>
        <source>Leave practice</source>
        <translation>Rời luyện tập</translation>
    </message>
    <message>
        <source>Throw away what was practised here and begin with the first step?</source>
        <translation>Bỏ mọi thứ đã luyện tập ở đây và bắt đầu lại từ bước đầu?</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>Guided lesson</source>
        <translation>Bài học có hướng dẫn</translation>
    </message>
    <message>
        <source>Go to the place</source>
        <translation>Đưa tới chỗ làm</translation>
    </message>
    <message>
        <source>Copy the sample block</source>
        <translation>Chép khối mẫu</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>Để lúc khác</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Bài học</translation>
    </message>
    <message>
        <source>The lesson is done</source>
        <translation>Đã xong bài học</translation>
    </message>
    <message>
        <source>Step {n} of {total}: {title}</source>
        <translation>Bước {n}/{total}: {title}</translation>
    </message>
    <message>
        <source>You can go on practising in every form, begin again from the start, or leave practice.</source>
        <translation>Anh/chị có thể tập tiếp ở mọi biểu, làm lại từ đầu, hoặc rời luyện tập.</translation>
    </message>
    <message>
        <source>The block is on the clipboard, as if copied in Excel. Now press Ctrl+V.</source>
        <translation>Khối mẫu đã ở trong bộ nhớ tạm như khi chép từ Excel. Bây giờ hãy bấm Ctrl+V.</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>di chuyển</translation>
    </message>
    <message>
        <source>typing</source>
        <translation>gõ số</translation>
    </message>
    <message>
        <source>mending a figure</source>
        <translation>sửa một số</translation>
    </message>
    <message>
        <source>pasting from Excel</source>
        <translation>dán từ Excel</translation>
    </message>
    <message>
        <source>saying why a cell is blank</source>
        <translation>nói vì sao ô trống</translation>
    </message>
    <message>
        <source>the reason of a warning</source>
        <translation>lý do của cảnh báo</translation>
    </message>
    <message>
        <source>finding a problem</source>
        <translation>tìm lỗi</translation>
    </message>
    <message>
        <source>taking back</source>
        <translation>lấy lại</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>gửi</translation>
    </message>
    <message>
        <source>Walk through form BM-02: press Enter a few times, then the arrow keys. No mouse needed.</source>
        <translation>Đi trong biểu BM-02: bấm Enter vài lần, rồi các phím mũi tên. Không cần chuột.</translation>
    </message>
    <message>
        <source>Stand on {cell}, type {wanted} and press Enter.</source>
        <translation>Đứng ở ô {cell}, gõ {wanted} rồi bấm Enter.</translation>
    </message>
    <message>
        <source>{cell} holds {start}; it should be {wanted}. Press F2, End, mend the digits, press Enter.</source>
        <translation>Ô {cell} đang là {start}, đúng ra là {wanted}. Bấm F2, phím End, sửa chữ số, bấm Enter.</translation>
    </message>
    <message>
        <source>Copy the sample block, stand on {cell}, press Ctrl+V, look at the review and accept it.</source>
        <translation>Bấm “Chép khối mẫu”, đứng ở ô {cell}, bấm Ctrl+V, xem bảng rà soát rồi đồng ý dán.</translation>
    </message>
    <message>
        <source>{cell} is not known yet. Stand on it and press F4 until “?” or “–” says why it is blank.</source>
        <translation>Chưa có số của ô {cell}. Đứng ở ô đó, bấm F4 để dấu “?” hoặc “–” nói rõ vì sao trống.</translation>
    </message>
    <message>
        <source>{cell} is right, but looks odd to the program. Stand on it, press F12, write why, press Ctrl+Enter.</source>
        <translation>Số ở ô {cell} đúng nhưng chương trình thấy lạ. Đứng ở ô đó, bấm F12, viết lý do, bấm Ctrl+Enter.</translation>
    </message>
    <message>
        <source>One figure has its digits changed over. Press F9, press Enter on the error, type {wanted}, Enter.</source>
        <translation>Có một số bị gõ đảo chữ số. Bấm F9, bấm Enter ở dòng lỗi để tới ô, gõ {wanted}, bấm Enter.</translation>
    </message>
    <message>
        <source>Type any figure over {cell}, press Enter, then take it back with Ctrl+Z.</source>
        <translation>Gõ một số bất kỳ vào ô {cell}, bấm Enter, rồi bấm Ctrl+Z để lấy lại số cũ.</translation>
    </message>
    <message>
        <source>Open Send, go through its steps and sign. The passphrase of the practice key is: {passphrase}</source>
        <translation>Mở trang Gửi, đi qua các bước rồi ký. Mật khẩu của khóa luyện tập là: {passphrase}</translation>
    </message>
</context>
<context>
    <name>Before</name>
    <message>
        <source>far more</source>
        <translation>tăng mạnh</translation>
    </message>
    <message>
        <source>far less</source>
        <translation>giảm mạnh</translation>
    </message>
    <message>
        <source>another unit?</source>
        <translation>lệch đơn vị?</translation>
    </message>
    <message>
        <source>Before ({key}): {text}</source>
        <translation>Kỳ trước ({key}): {text}</translation>
    </message>
    <message>
        <source>Before ({key}), F7 takes it over:</source>
        <translation>Kỳ trước ({key}), F7 chép sang:</translation>
    </message>
    <message>
        <source>The text of the period before</source>
        <translation>Nội dung kỳ trước</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>Search the notes</source>
        <translation>Tìm trong ghi chú</translation>
    </message>
    <message>
        <source>search the notes; accents do not matter</source>
        <translation>tìm trong ghi chú; gõ có dấu hay không đều được</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Ở đâu</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai ghi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>go there</source>
        <translation>đến chỗ đó</translation>
    </message>
    <message>
        <source>{n} notes</source>
        <translation>{n} ghi chú</translation>
    </message>
    <message>
        <source>the whole row</source>
        <translation>cả dòng</translation>
    </message>
</context>
<context>
    <name>Carry</name>
    <message>
        <source>New from the period before…</source>
        <translation>Mới từ kỳ trước…</translation>
    </message>
    <message>
        <source>New from the period before ({key})</source>
        <translation>Mới từ kỳ trước ({key})</translation>
    </message>
    <message>
        <source>already here</source>
        <translation>đã có</translation>
    </message>
    <message>
        <source>Which records to begin again? Those that are here already are not ticked.</source>
        <translation>Chọn các phiếu, dòng đưa sang kỳ này. Phiếu đã có thì không chọn sẵn.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Phiếu, dòng</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Kỳ này</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Tiếp</translation>
    </message>
    <message>
        <source>What to take along? Names and choices are ticked; figures are better typed anew.</source>
        <translation>Mang theo những gì? Tên và mục chọn đã chọn sẵn; số liệu nên nhập mới.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Chỉ tiêu</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Thuộc bảng</translation>
    </message>
    <message>
        <source>Begin {n} records</source>
        <translation>Thêm {n} dòng</translation>
    </message>
    <message>
        <source>No records of an earlier period are kept here.</source>
        <translation>Ở đây chưa có phiếu, dòng nào của kỳ trước.</translation>
    </message>
    <message>
        <source>{n} records begun. Ctrl+Z takes them back.</source>
        <translation>Đã thêm {n} dòng. Ctrl+Z để bỏ.</translation>
    </message>
</context>
<context>
    <name>Dossier</name>
    <message>
        <source>(blank)</source>
        <translation>(để trống)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Đóng (Esc)</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Đã đủ, không thiếu mục nào.</translation>
    </message>
    <message>
        <source>Open a sheet of a model, a nominee or a report.</source>
        <translation>Hãy mở một phiếu mô hình, đề nghị khen thưởng hoặc báo cáo.</translation>
    </message>
    <message>
        <source>Photos and papers</source>
        <translation>Ảnh, tài liệu kèm theo</translation>
    </message>
    <message>
        <source>Preview of the dossier</source>
        <translation>Xem trước hồ sơ</translation>
    </message>
    <message>
        <source>Preview, PDF, texts from Word</source>
        <translation>Xem trước, lưu PDF, lấy chữ từ tệp Word</translation>
    </message>
    <message>
        <source>Save as PDF… (Ctrl+P)</source>
        <translation>Lưu PDF… (Ctrl+P)</translation>
    </message>
    <message>
        <source>Save the dossier</source>
        <translation>Lưu hồ sơ</translation>
    </message>
    <message>
        <source>Saved as {name}: {n} pages.</source>
        <translation>Đã lưu {name}: {n} trang.</translation>
    </message>
    <message>
        <source>Still missing or wrong ({n})</source>
        <translation>Còn thiếu hoặc chưa đúng ({n})</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>ID numbers shown for this household only; it was noted who asked.</source>
        <translation>Đang hiện số CMND/CCCD của riêng hộ này; đã ghi lại ai xem.</translation>
    </message>
    <message>
        <source>The ID numbers are hidden again.</source>
        <translation>Đã che lại số CMND/CCCD.</translation>
    </message>
    <message>
        <source>No ID number is written here yet.</source>
        <translation>Hộ này chưa ghi số CMND/CCCD.</translation>
    </message>
</context>
<context>
    <name>Register</name>
    <message>
        <source>← All households</source>
        <translation>← Tất cả các hộ</translation>
    </message>
    <message>
        <source>Back to the figure (Esc)</source>
        <translation>Về lại ô số liệu (Esc)</translation>
    </message>
    <message>
        <source>Counting the households…</source>
        <translation>Đang đếm các hộ…</translation>
    </message>
    <message>
        <source>{figure}: {n} households of the register stand behind it.</source>
        <translation>Số liệu: {figure}. Có {n} hộ trong sổ đứng sau số này.</translation>
    </message>
    <message>
        <source>all households</source>
        <translation>tất cả các hộ</translation>
    </message>
    <message>
        <source>only poor and near-poor households</source>
        <translation>chỉ hộ nghèo, hộ cận nghèo</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>đã xoá</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>đang dùng</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>chưa dùng</translation>
    </message>
    <message>
        <source>Open the book (Enter)</source>
        <translation>Mở sổ (Enter)</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>Nhập danh sách…</translation>
    </message>
    <message>
        <source>Moves between years</source>
        <translation>Biến động so năm trước</translation>
    </message>
    <message>
        <source>Delete the book…</source>
        <translation>Xoá sổ…</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Phạm vi</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>Số hộ</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ngày mở sổ</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>Lưu giữ đến hết</translation>
    </message>
    <message>
        <source>Members listed</source>
        <translation>Thành viên đã ghi</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Đã xoá</translation>
    </message>
    <message>
        <source>Put out of use…</source>
        <translation>Thôi dùng…</translation>
    </message>
    <message>
        <source>Take into use…</source>
        <translation>Đưa vào dùng…</translation>
    </message>
    <message>
        <source>Names and ID numbers stay at this office: no package carries them. F10 shows an ID number.</source>
        <translation>Họ tên, số CMND/CCCD ở lại đơn vị này: không gói nào mang theo. F10 hiện số CMND/CCCD.</translation>
    </message>
    <message>
        <source>Household register {year}</source>
        <translation>Sổ hộ năm {year}</translation>
    </message>
    <message>
        <source>{day}, {who}: {why}</source>
        <translation>{day}, {who}: {why}</translation>
    </message>
    <message>
        <source>{forms} of {year} are computed from it and locked.</source>
        <translation>{forms} năm {year} được tính từ sổ này và khoá lại.</translation>
    </message>
    <message>
        <source>{forms} of {year} are typed.</source>
        <translation>{forms} năm {year} đang nhập bằng tay.</translation>
    </message>
    <message>
        <source>What is deleted</source>
        <translation>Những gì bị xoá</translation>
    </message>
    <message>
        <source>Type the year of the book</source>
        <translation>Gõ năm của sổ</translation>
    </message>
    <message>
        <source>Reason, for the log</source>
        <translation>Lý do, ghi vào nhật ký</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Xoá hẳn</translation>
    </message>
    <message>
        <source>Delete the register of {year}</source>
        <translation>Xoá sổ hộ năm {year}</translation>
    </message>
    <message>
        <source>• their notes, their history, unfinished texts and the steps of undo</source>
        <translation>• ghi chú, lịch sử, chữ đang gõ dở và các bước hoàn tác của các hộ đó</translation>
    </message>
    <message>
        <source>• the list of who saw ID numbers</source>
        <translation>• danh sách người đã xem số CMND/CCCD</translation>
    </message>
    <message>
        <source>What stays: the figures of the forms, and a line in the log: who, when, why.</source>
        <translation>Giữ lại: số liệu của các biểu và một dòng nhật ký: ai xoá, lúc nào, vì sao.</translation>
    </message>
    <message>
        <source>• {n} households ({covers}) and {m} members</source>
        <translation>• {n} hộ ({covers}) và {m} thành viên</translation>
    </message>
    <message>
        <source>This book is kept until {day}; it can be deleted from the day after.</source>
        <translation>Sổ này lưu giữ đến hết ngày {day}; từ ngày hôm sau mới xoá được.</translation>
    </message>
    <message>
        <source>open the household</source>
        <translation>mở hộ</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>Các loại biến động</translation>
    </message>
    <message>
        <source>No household.</source>
        <translation>Không có hộ nào.</translation>
    </message>
    <message>
        <source>In last year's book only</source>
        <translation>Chỉ có trong sổ năm trước</translation>
    </message>
    <message>
        <source>Said to have been poor, not in last year's book</source>
        <translation>Ghi là hộ cũ nhưng không có trong sổ năm trước</translation>
    </message>
    <message>
        <source>Another class in last year's book</source>
        <translation>Sổ năm trước xếp loại khác</translation>
    </message>
    <message>
        <source>Moves in {year}</source>
        <translation>Biến động năm {year}</translation>
    </message>
    <message>
        <source>Compared with the book of {before}.</source>
        <translation>So với sổ năm {before}.</translation>
    </message>
    <message>
        <source>There is no book of {before} to compare with.</source>
        <translation>Không có sổ năm {before} để so.</translation>
    </message>
    <message>
        <source>Year of the book</source>
        <translation>Năm của sổ</translation>
    </message>
    <message>
        <source>2. Which households</source>
        <translation>2. Ghi những hộ nào</translation>
    </message>
    <message>
        <source>3. Where the households come from</source>
        <translation>3. Lấy danh sách hộ từ đâu</translation>
    </message>
    <message>
        <source>1. Year</source>
        <translation>1. Năm</translation>
    </message>
    <message>
        <source>Open the book</source>
        <translation>Mở sổ</translation>
    </message>
    <message>
        <source>Open a new book</source>
        <translation>Mở sổ mới</translation>
    </message>
    <message>
        <source>Every year of this campaign has its book already.</source>
        <translation>Năm nào của đợt này cũng đã có sổ.</translation>
    </message>
    <message>
        <source>There is no book of the year before.</source>
        <translation>Không có sổ năm trước.</translation>
    </message>
    <message>
        <source>All figures of the year can be computed.</source>
        <translation>Tính được mọi số liệu của năm.</translation>
    </message>
    <message>
        <source>From last year's book</source>
        <translation>Từ sổ năm trước</translation>
    </message>
    <message>
        <source>Empty: households are typed</source>
        <translation>Sổ trống: tự nhập từng hộ</translation>
    </message>
    <message>
        <source>A list: Excel, ODS or CSV</source>
        <translation>Từ danh sách: Excel, ODS hoặc CSV</translation>
    </message>
    <message>
        <source>Figures of all households stay typed: {cells}.</source>
        <translation>Số liệu về tất cả các hộ vẫn nhập bằng tay: {cells}.</translation>
    </message>
    <message>
        <source>Members are carried over; the class of {year} becomes the previous one.</source>
        <translation>Mang theo thành viên; phân loại năm {year} thành phân loại kỳ trước.</translation>
    </message>
    <message>
        <source>Household register</source>
        <translation>Sổ hộ</translation>
    </message>
    <message>
        <source>No book yet</source>
        <translation>Chưa có sổ nào</translation>
    </message>
    <message>
        <source>A household register is kept by year and stays at this commune. Once a book is in use, figures in the forms are computed from it. Nobody has to keep one. Ctrl+N opens the first.</source>
        <translation>Sổ hộ lập theo từng năm và ở lại đơn vị này. Khi đưa sổ vào dùng, số liệu các biểu được tính từ sổ. Không bắt buộc phải có sổ. Ctrl+N để mở sổ đầu tiên.</translation>
    </message>
    <message>
        <source>← Registers</source>
        <translation>← Sổ hộ</translation>
    </message>
    <message>
        <source>Back (Alt+Left); everything is saved</source>
        <translation>Quay lại (Alt+←); mọi thứ đã được ghi</translation>
    </message>
    <message>
        <source>{forms} of {year} can be typed again.</source>
        <translation>{forms} năm {year} nhập bằng tay trở lại.</translation>
    </message>
    <message>
        <source>{forms} of {year} now follow the register.</source>
        <translation>{forms} năm {year} từ nay tính theo sổ hộ.</translation>
    </message>
    <message>
        <source>The book of {year} is open.</source>
        <translation>Đã mở sổ năm {year}.</translation>
    </message>
    <message>
        <source>The register of {year} was deleted.</source>
        <translation>Đã xoá sổ hộ năm {year}.</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Quay lại (Esc)</translation>
    </message>
    <message>
        <source>Figures that change</source>
        <translation>Số liệu sẽ thay đổi</translation>
    </message>
    <message>
        <source>{n} figures of {year} will change. Nothing has been changed yet.</source>
        <translation>{n} số liệu năm {year} sẽ thay đổi. Hiện chưa đổi gì.</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Hiện nay</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>Sau khi đổi</translation>
    </message>
    <message>
        <source>No figure of {year} changes: they stay and can be typed again.</source>
        <translation>Không số liệu nào của năm {year} thay đổi: giữ nguyên và nhập lại được.</translation>
    </message>
    <message>
        <source>No figure of {year} changes: they are computed and locked from then on.</source>
        <translation>Không số liệu nào của năm {year} thay đổi; từ đó được tính và khoá lại.</translation>
    </message>
    <message>
        <source>Put out of use</source>
        <translation>Thôi dùng sổ</translation>
    </message>
    <message>
        <source>Take into use</source>
        <translation>Đưa sổ vào dùng</translation>
    </message>
    <message>
        <source>Put the register of {year} out of use</source>
        <translation>Thôi dùng sổ hộ năm {year}</translation>
    </message>
    <message>
        <source>Take the register of {year} into use</source>
        <translation>Đưa sổ hộ năm {year} vào dùng</translation>
    </message>
    <message>
        <source>Household registers by year</source>
        <translation>Sổ hộ theo năm</translation>
    </message>
    <message>
        <source>Open a new book… (Ctrl+N)</source>
        <translation>Mở sổ mới… (Ctrl+N)</translation>
    </message>
    <message>
        <source>{n} households</source>
        <translation>{n} hộ</translation>
    </message>
    <message>
        <source>Keep until…</source>
        <translation>Ngày lưu giữ…</translation>
    </message>
    <message>
        <source>no date is set</source>
        <translation>chưa đặt ngày</translation>
    </message>
    <message>
        <source>No retention date is set: set it first (Keep until…), then this is possible.</source>
        <translation>Chưa đặt ngày lưu giữ: đặt trước (nút Ngày lưu giữ…), qua ngày đó mới xoá được sổ.</translation>
    </message>
    <message>
        <source>Copies made earlier still hold it: {files}.</source>
        <translation>Các bản sao lưu trước đây vẫn còn sổ này: {files}.</translation>
    </message>
    <message>
        <source>Keep the register of {year}</source>
        <translation>Lưu giữ sổ hộ năm {year}</translation>
    </message>
    <message>
        <source>It may be deleted from the day after; the campaign may name a least date.</source>
        <translation>Từ ngày hôm sau mới xoá được; đợt báo cáo có thể quy định ngày sớm nhất.</translation>
    </message>
    <message>
        <source>Set the date</source>
        <translation>Đặt ngày</translation>
    </message>
    <message>
        <source>Kept until {day}.</source>
        <translation>Lưu giữ đến hết ngày {day}.</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>unit: {unit}</source>
        <translation>đơn vị: {unit}</translation>
    </message>
    <message>
        <source>locked: {why}</source>
        <translation>khóa: {why}</translation>
    </message>
    <message>
        <source>required</source>
        <translation>bắt buộc</translation>
    </message>
    <message>
        <source>typed, not saved yet</source>
        <translation>đang gõ, chưa ghi</translation>
    </message>
    <message>
        <source>blank: none</source>
        <translation>để trống: không phát sinh</translation>
    </message>
    <message>
        <source>blank: not known</source>
        <translation>để trống: chưa có số liệu</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>còn trống</translation>
    </message>
    <message>
        <source>error: {what}</source>
        <translation>lỗi: {what}</translation>
    </message>
    <message>
        <source>warning: {what}</source>
        <translation>cảnh báo: {what}</translation>
    </message>
    <message>
        <source>explained warning: {what}</source>
        <translation>cảnh báo đã giải trình: {what}</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>Words in the row</source>
        <translation>Chữ có trong dòng</translation>
    </message>
    <message>
        <source>words in the row; accents do not matter</source>
        <translation>chữ có trong dòng; gõ không dấu cũng được</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Cột</translation>
    </message>
    <message>
        <source>any column</source>
        <translation>mọi cột</translation>
    </message>
    <message>
        <source>Value of the column</source>
        <translation>Giá trị của cột</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>Những dòng nào</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>mọi dòng</translation>
    </message>
    <message>
        <source>with problems</source>
        <translation>có lỗi, cảnh báo</translation>
    </message>
    <message>
        <source>with blanks to fill</source>
        <translation>còn ô phải điền</translation>
    </message>
    <message>
        <source>with notes</source>
        <translation>có ghi chú</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>Xếp theo</translation>
    </message>
    <message>
        <source>order of entry</source>
        <translation>thứ tự nhập</translation>
    </message>
    <message>
        <source>How it is sorted</source>
        <translation>Cách xếp</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Lọc</translation>
    </message>
    <message>
        <source>sorted by</source>
        <translation>xếp theo</translation>
    </message>
    <message>
        <source>show all</source>
        <translation>bỏ lọc</translation>
    </message>
    <message>
        <source>Rows stand in the order of entry.</source>
        <translation>Các dòng đứng theo thứ tự nhập.</translation>
    </message>
    <message>
        <source>Sorted by “{column}”: {how}. What is stored keeps its order.</source>
        <translation>Xếp theo “{column}”: {how}. Dữ liệu đã ghi vẫn giữ thứ tự nhập.</translation>
    </message>
    <message>
        <source>{n} of {all} shown</source>
        <translation>hiện {n}/{all} dòng</translation>
    </message>
    <message>
        <source>any value</source>
        <translation>mọi giá trị</translation>
    </message>
    <message>
        <source>5 or &gt;= 5 or 2..4</source>
        <translation>5 hoặc &gt;= 5 hoặc 2..4</translation>
    </message>
    <message>
        <source>value</source>
        <translation>giá trị</translation>
    </message>
    <message>
        <source>A to Y</source>
        <translation>A đến Y</translation>
    </message>
    <message>
        <source>Y to A</source>
        <translation>Y đến A</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>tăng dần</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>giảm dần</translation>
    </message>
    <message>
        <source>by given name</source>
        <translation>theo tên gọi</translation>
    </message>
    <message>
        <source>Column to change</source>
        <translation>Cột cần đổi</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Giá trị mới</translation>
    </message>
    <message>
        <source>change</source>
        <translation>đổi</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>trống</translation>
    </message>
    <message>
        <source>{n} cells change: {blank} blank ones, {other} with another value</source>
        <translation>{n} ô sẽ đổi: {blank} ô đang trống, {other} ô đang có giá trị khác</translation>
    </message>
    <message>
        <source>{n} hold it already</source>
        <translation>{n} ô đã đúng</translation>
    </message>
    <message>
        <source>{n} take nothing</source>
        <translation>{n} ô không nhận</translation>
    </message>
    <message>
        <source>new value; nothing typed empties the cells</source>
        <translation>giá trị mới; không gõ gì là xoá trống</translation>
    </message>
    <message>
        <source>In all {n} shown rows</source>
        <translation>Ở cả {n} dòng đang hiện</translation>
    </message>
    <message>
        <source>In {n} chosen rows</source>
        <translation>Ở {n} dòng đã chọn</translation>
    </message>
    <message>
        <source>Change many rows</source>
        <translation>Đổi nhiều dòng</translation>
    </message>
    <message>
        <source>“{column}” becomes “{value}” in {n} rows. {told}. Ctrl+Z takes it back.</source>
        <translation>Đổi “{column}” thành “{value}” ở {n} dòng. {told}. Ctrl+Z lấy lại.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Đổi</translation>
    </message>
    <message>
        <source>{n} rows changed; Ctrl+Z takes it back.</source>
        <translation>Đã đổi {n} dòng; Ctrl+Z lấy lại.</translation>
    </message>
    <message>
        <source>Copied; its own numbers are to be given anew.</source>
        <translation>Đã nhân bản; mã, số riêng của dòng phải ghi mới.</translation>
    </message>
    <message>
        <source>Remove rows</source>
        <translation>Xoá dòng</translation>
    </message>
    <message>
        <source>Remove {n} rows with everything in them? Ctrl+Z brings them back.</source>
        <translation>Xoá {n} dòng cùng mọi nội dung? Ctrl+Z lấy lại.</translation>
    </message>
    <message>
        <source>Removed: Ctrl+Z brings it back, later the recycle bin (Shift+F6).</source>
        <translation>Đã xoá: Ctrl+Z lấy lại, về sau lấy lại từ thùng rác (Shift+F6).</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Filter, sort, copy and change rows</source>
        <translation>Lọc, xếp, nhân bản và đổi các dòng</translation>
    </message>
    <message>
        <source>Filter and sort…</source>
        <translation>Lọc và xếp…</translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation>Xếp theo cột này</translation>
    </message>
    <message>
        <source>Copy of this row</source>
        <translation>Nhân bản dòng này</translation>
    </message>
    <message>
        <source>One value for many rows…</source>
        <translation>Một giá trị cho nhiều dòng…</translation>
    </message>
    <message>
        <source>Recycle bin…</source>
        <translation>Thùng rác…</translation>
    </message>
    <message>
        <source>Recycle bin</source>
        <translation>Thùng rác</translation>
    </message>
    <message>
        <source>The recycle bin is empty.</source>
        <translation>Thùng rác trống.</translation>
    </message>
    <message>
        <source>Removed records of all forms; ticked ones come back to their place.</source>
        <translation>Các dòng, phiếu đã xoá của mọi biểu; dòng được chọn sẽ trở lại chỗ cũ.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Dòng, phiếu</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>Rows in it</source>
        <translation>Dòng con</translation>
    </message>
    <message>
        <source>Removed on, by</source>
        <translation>Xoá lúc, người xoá</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Khôi phục</translation>
    </message>
    <message>
        <source>{n} records are back; Ctrl+Z takes it back.</source>
        <translation>Đã khôi phục {n} dòng; Ctrl+Z bỏ việc này.</translation>
    </message>
    <message>
        <source>There are no rows here that people add.</source>
        <translation>Ở đây không có dòng tự thêm.</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>(before the first heading)</source>
        <translation>(trước đề mục đầu tiên)</translation>
    </message>
    <message>
        <source>From Word: {name}</source>
        <translation>Từ tệp Word: {name}</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Đưa vào mục</translation>
    </message>
    <message>
        <source>Heading in the file</source>
        <translation>Đề mục trong tệp</translation>
    </message>
    <message>
        <source>Leave it (Esc)</source>
        <translation>Thôi (Esc)</translation>
    </message>
    <message>
        <source>Take into the sections (Ctrl+Enter)</source>
        <translation>Nhận vào các mục (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Taken from {name}; Ctrl+Z takes it back.</source>
        <translation>Đã nhận chữ từ {name}; Ctrl+Z lấy lại như cũ.</translation>
    </message>
    <message>
        <source>Texts from a Word file</source>
        <translation>Lấy chữ từ tệp Word</translation>
    </message>
    <message>
        <source>Texts from a Word file…</source>
        <translation>Lấy chữ từ tệp Word…</translation>
    </message>
    <message>
        <source>Too long, kept whole and marked: {sections}.</source>
        <translation>Dài quá quy định, vẫn giữ đủ và đánh dấu: {sections}.</translation>
    </message>
    <message>
        <source>Where “{title}” goes</source>
        <translation>Đưa “{title}” vào mục</translation>
    </message>
    <message>
        <source>Word files (*.docx)</source>
        <translation>Tệp Word (*.docx)</translation>
    </message>
    <message>
        <source>{n} headings are left over</source>
        <translation>còn {n} đề mục không lấy</translation>
    </message>
    <message>
        <source>{n} of them replace what stands there</source>
        <translation>{n} mục sẽ thay chữ đang có</translation>
    </message>
    <message>
        <source>{n} pictures are not taken: attach them as photos</source>
        <translation>{n} ảnh không lấy: hãy đính kèm riêng</translation>
    </message>
    <message>
        <source>{n} sections are filled</source>
        <translation>Điền {n} mục</translation>
    </message>
    <message>
        <source>– not taken –</source>
        <translation>– không lấy –</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>Signers</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Our keys</source>
        <translation>Khóa của cơ quan</translation>
    </message>
    <message>
        <source>Register of signers</source>
        <translation>Sổ người ký</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>Ai xác nhận</translation>
    </message>
    <message>
        <source>New key instead of that of {person}: the old one ends</source>
        <translation>Khóa mới thay khóa của {person}: khóa cũ thôi dùng</translation>
    </message>
    <message>
        <source>{person} signs no more: this one follows</source>
        <translation>{person} thôi ký: người này thay</translation>
    </message>
    <message>
        <source>The key of {person} is lost: block it</source>
        <translation>Khóa của {person} bị mất: chặn khóa đó</translation>
    </message>
    <message>
        <source>Signs as</source>
        <translation>Ký với tư cách</translation>
    </message>
    <message>
        <source>Who signed before</source>
        <translation>Người đã ký trước đây</translation>
    </message>
    <message>
        <source>All others go on signing</source>
        <translation>Vẫn ký như cũ, thêm người này</translation>
    </message>
    <message>
        <source>Who sends for the first time is recognised on the page Receive, by telephone. Here you see everybody, and end what counts no more.</source>
        <translation>Đơn vị gửi lần đầu được công nhận ở trang Nhận, qua điện thoại. Ở đây xem tất cả và kết thúc công nhận người thôi ký.</translation>
    </message>
    <message>
        <source>{person} is recognised for {unit} no more. What came before stays.</source>
        <translation>{person} thôi được công nhận ký cho {unit}. Gói đã nhận trước đó vẫn giữ nguyên.</translation>
    </message>
    <message>
        <source>The register is taken in.</source>
        <translation>Đã nhận sổ người ký.</translation>
    </message>
    <message>
        <source>The register was written and read back: {file} in {folder}.</source>
        <translation>Đã ghi sổ và đọc lại để kiểm tra: {file} trong {folder}.</translation>
    </message>
    <message>
        <source>Whose signature counts here</source>
        <translation>Chữ ký của ai được công nhận ở đây</translation>
    </message>
    <message>
        <source>Search a unit or a name</source>
        <translation>Tìm đơn vị hoặc họ tên</translation>
    </message>
    <message>
        <source>Those that ended too</source>
        <translation>Cả những người đã thôi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>End the recognition …</source>
        <translation>Kết thúc công nhận …</translation>
    </message>
    <message>
        <source>Open a register file …</source>
        <translation>Mở tệp sổ người ký …</translation>
    </message>
    <message>
        <source>Write the register to a file …</source>
        <translation>Ghi sổ ra tệp …</translation>
    </message>
    <message>
        <source>{n} packages had waited for these signers; {taken} are taken in now.</source>
        <translation>Có {n} gói chờ những người ký này; nay đã nhận {taken} gói.</translation>
    </message>
    <message>
        <source>Nobody is here.</source>
        <translation>Chưa có ai.</translation>
    </message>
    <message>
        <source>Confirmed by {person}: {how}</source>
        <translation>Người xác nhận: {person} – {how}</translation>
    </message>
    <message>
        <source>Words: {words}</source>
        <translation>Các từ đối chiếu: {words}</translation>
    </message>
    <message>
        <source>Registers of signers (*{ending})</source>
        <translation>Sổ người ký (*{ending})</translation>
    </message>
    <message>
        <source>Ended by {person}: {how}</source>
        <translation>Người kết thúc: {person} – {how}</translation>
    </message>
    <message>
        <source>Sign and write the register</source>
        <translation>Ký và ghi sổ</translation>
    </message>
    <message>
        <source>Write the register of signers to a file</source>
        <translation>Ghi sổ người ký ra tệp</translation>
    </message>
    <message>
        <source>The file tells the offices above and below whose signature counts for this office and for the units below it. They open it on their page Signers and see every change first.</source>
        <translation>Tệp này cho cấp trên và cấp dưới biết chữ ký của ai có giá trị cho cơ quan này và các đơn vị trực thuộc. Nơi nhận mở ở trang Người ký và xem từng thay đổi trước khi nhận.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Vì sao?</translation>
    </message>
    <message>
        <source>Last day it counts (blank: yesterday)</source>
        <translation>Ngày cuối còn giá trị (để trống: hôm qua)</translation>
    </message>
    <message>
        <source>Who said so, and how</source>
        <translation>Ai báo, bằng cách nào</translation>
    </message>
    <message>
        <source>For example: decision 12/QĐ-UBND, the chairman called</source>
        <translation>Ví dụ: QĐ 12/QĐ-UBND, Chủ tịch gọi điện</translation>
    </message>
    <message>
        <source>End the recognition</source>
        <translation>Kết thúc công nhận</translation>
    </message>
    <message>
        <source>Packages taken in before stay as they are. The line stays in the register.</source>
        <translation>Gói đã nhận vẫn giữ nguyên. Dòng này vẫn nằm trong sổ.</translation>
    </message>
    <message>
        <source>Signs no more: moved, retired, or the deputising is over</source>
        <translation>Thôi ký: chuyển công tác, nghỉ hưu, hết thời gian ký thay</translation>
    </message>
    <message>
        <source>What came up to the last day stays good.</source>
        <translation>Gói nhận đến hết ngày cuối vẫn có giá trị.</translation>
    </message>
    <message>
        <source>Has a new key: passphrase forgotten, PC changed</source>
        <translation>Đã có khóa mới: quên mật khẩu, đổi máy</translation>
    </message>
    <message>
        <source>The new key is recognised on its own.</source>
        <translation>Khóa mới được công nhận riêng.</translation>
    </message>
    <message>
        <source>Key lost, stolen or in other hands</source>
        <translation>Khóa bị mất, bị lấy hoặc rơi vào tay người khác</translation>
    </message>
    <message>
        <source>Nothing signed with it is taken in, and it is never recognised again.</source>
        <translation>Không nhận gì ký bằng khóa này nữa và không công nhận lại.</translation>
    </message>
    <message>
        <source>Entered by mistake: wrong unit or wrong person</source>
        <translation>Ghi nhầm: sai đơn vị hoặc sai người</translation>
    </message>
    <message>
        <source>Afterwards the signer can be recognised for the right unit.</source>
        <translation>Sau đó có thể công nhận cho đúng đơn vị.</translation>
    </message>
    <message>
        <source>{person} signs for {unit} no more</source>
        <translation>{person} thôi ký cho {unit}</translation>
    </message>
    <message>
        <source>All figures stay as they are, and packages sent before stay valid.</source>
        <translation>Số liệu giữ nguyên, các gói đã gửi vẫn có giá trị.</translation>
    </message>
    <message>
        <source>Head of the office</source>
        <translation>Thủ trưởng</translation>
    </message>
    <message>
        <source>Deputy, for the head (KT.)</source>
        <translation>Cấp phó ký thay (KT.)</translation>
    </message>
    <message>
        <source>Acting head</source>
        <translation>Quyền thủ trưởng</translation>
    </message>
    <message>
        <source>Only prepares</source>
        <translation>Chỉ lập biểu</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>đã thôi</translation>
    </message>
    <message>
        <source>signs no more</source>
        <translation>thôi ký</translation>
    </message>
    <message>
        <source>has a new key</source>
        <translation>đã có khóa mới</translation>
    </message>
    <message>
        <source>key lost</source>
        <translation>mất khóa</translation>
    </message>
    <message>
        <source>entered by mistake</source>
        <translation>ghi nhầm</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>từ {day}</translation>
    </message>
    <message>
        <source>A deputy signs for the head (KT.)</source>
        <translation>Cấp phó ký thay (KT.)</translation>
    </message>
    <message>
        <source>An acting head signs</source>
        <translation>Quyền thủ trưởng ký</translation>
    </message>
    <message>
        <source>Somebody else is the head now</source>
        <translation>Thay người đứng đầu</translation>
    </message>
    <message>
        <source>We sign on another PC too</source>
        <translation>Ký thêm trên máy khác</translation>
    </message>
    <message>
        <source>The passphrase is forgotten</source>
        <translation>Quên mật khẩu khóa</translation>
    </message>
    <message>
        <source>The token or key file is lost</source>
        <translation>Mất USB token, tệp khóa</translation>
    </message>
    <message>
        <source>The deputy gets a key of their own; the head's key goes on.</source>
        <translation>Cấp phó có khóa riêng; khóa của thủ trưởng vẫn dùng.</translation>
    </message>
    <message>
        <source>Gets a key of their own, until a day if you name one.</source>
        <translation>Có khóa riêng, có thể ghi ngày cuối.</translation>
    </message>
    <message>
        <source>The new head gets a key; the old key signs no more.</source>
        <translation>Người mới có khóa riêng; khóa của người cũ thôi dùng.</translation>
    </message>
    <message>
        <source>This PC gets a key of its own; the other PC's key goes on.</source>
        <translation>Máy này có khóa riêng; khóa ở máy kia vẫn dùng.</translation>
    </message>
    <message>
        <source>A new key instead of the old one. Your data are not touched.</source>
        <translation>Làm khóa mới thay khóa cũ. Số liệu không bị đụng đến.</translation>
    </message>
    <message>
        <source>The old key is blocked at once and a new one made.</source>
        <translation>Chặn khóa cũ ngay và làm khóa mới.</translation>
    </message>
    <message>
        <source>The deputy signs with a key and a passphrase of their own, never with the head's. The cover will name the deputy as the one who signs.</source>
        <translation>Cấp phó ký bằng khóa và mật khẩu của mình, không dùng khóa của thủ trưởng. Bìa gói sẽ ghi cấp phó là người ký.</translation>
    </message>
    <message>
        <source>The acting head signs with a key and a passphrase of their own. After the last day the office above takes nothing in that is signed with it.</source>
        <translation>Quyền thủ trưởng ký bằng khóa và mật khẩu của mình. Sau ngày cuối, cấp trên không nhận gói ký bằng khóa này nữa.</translation>
    </message>
    <message>
        <source>Nobody uses the key of somebody else: the new head gets an own key, and the old one signs no more from today. The cover will name the new head.</source>
        <translation>Không ai dùng khóa của người khác: người mới có khóa riêng, khóa cũ thôi ký từ hôm nay. Bìa gói sẽ ghi tên người mới.</translation>
    </message>
    <message>
        <source>Do this on the PC that is to sign too. It gets a key file of its own, so that none has to be carried about.</source>
        <translation>Làm việc này trên máy sẽ ký thêm. Máy đó có tệp khóa riêng, khỏi phải mang khóa đi lại.</translation>
    </message>
    <message>
        <source>Nobody can find a passphrase again, so you get a new key. The passphrase protected only the key, never your data.</source>
        <translation>Không ai tìm lại được mật khẩu, nên cần làm khóa mới. Mật khẩu chỉ giữ khóa, không liên quan đến số liệu.</translation>
    </message>
    <message>
        <source>Call the office above at once, so that it takes nothing in that is signed with the lost key. Then make a new key here.</source>
        <translation>Gọi ngay cho cấp trên để không nhận gói ký bằng khóa đã mất. Sau đó làm khóa mới ở đây.</translation>
    </message>
    <message>
        <source>until {day}: {why}</source>
        <translation>đến {day}: {why}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} đến {last}</translation>
    </message>
    <message>
        <source>Only who signs should know it. Write it down and lock it away: nobody can find it again.</source>
        <translation>Chỉ người ký được biết. Hãy ghi ra giấy và cất vào tủ khóa: không ai tìm lại được.</translation>
    </message>
    <message>
        <source>Chairman</source>
        <translation>Chủ tịch</translation>
    </message>
    <message>
        <source>Make the new key</source>
        <translation>Tạo khóa mới</translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation>Ai ký</translation>
    </message>
    <message>
        <source>Key that signs no more</source>
        <translation>Khóa thôi dùng</translation>
    </message>
    <message>
        <source>Full name of the signer</source>
        <translation>Họ và tên người ký</translation>
    </message>
    <message>
        <source>Position of the signer</source>
        <translation>Chức vụ người ký</translation>
    </message>
    <message>
        <source>Last day (may be blank)</source>
        <translation>Ngày cuối (có thể để trống)</translation>
    </message>
    <message>
        <source>Passphrase of the new key</source>
        <translation>Mật khẩu của khóa mới</translation>
    </message>
    <message>
        <source>How does the office above come to know the new key?</source>
        <translation>Cấp trên biết khóa mới bằng cách nào?</translation>
    </message>
    <message>
        <source>It calls us and we read the words of the key to it</source>
        <translation>Cấp trên gọi điện, mình đọc các từ đối chiếu</translation>
    </message>
    <message>
        <source>A key that it knows already vouches for the new one</source>
        <translation>Khóa mà cấp trên đã biết bảo đảm cho khóa mới</translation>
    </message>
    <message>
        <source>Key that vouches</source>
        <translation>Khóa bảo đảm</translation>
    </message>
    <message>
        <source>Choose a folder or stick …</source>
        <translation>Chọn thư mục hoặc USB …</translation>
    </message>
    <message>
        <source>File for the office above</source>
        <translation>Tệp gửi cấp trên</translation>
    </message>
    <message>
        <source>KT. Chairman, Vice-Chairman</source>
        <translation>KT. Chủ tịch, Phó Chủ tịch</translation>
    </message>
    <message>
        <source>Acting Chairman</source>
        <translation>Quyền Chủ tịch</translation>
    </message>
    <message>
        <source>What changes here</source>
        <translation>Những thay đổi ở đây</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Việc</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Take everything in</source>
        <translation>Nhận tất cả</translation>
    </message>
    <message>
        <source>Choose lines …</source>
        <translation>Chọn từng dòng …</translation>
    </message>
    <message>
        <source>Only ticked lines change something here.</source>
        <translation>Chỉ những dòng được đánh dấu mới thay đổi sổ ở đây.</translation>
    </message>
    <message>
        <source>Take these in</source>
        <translation>Nhận các dòng này</translation>
    </message>
    <message>
        <source>recognise</source>
        <translation>công nhận</translation>
    </message>
    <message>
        <source>end recognition</source>
        <translation>kết thúc công nhận</translation>
    </message>
    <message>
        <source>change</source>
        <translation>thay đổi</translation>
    </message>
    <message>
        <source>note as ended</source>
        <translation>ghi là đã thôi</translation>
    </message>
    <message>
        <source>left as it is</source>
        <translation>để nguyên</translation>
    </message>
    <message>
        <source>Nothing in it is new here.</source>
        <translation>Sổ này không có gì mới.</translation>
    </message>
    <message>
        <source>recognised here for {unit}; stays so</source>
        <translation>ở đây đang công nhận cho {unit}; giữ nguyên</translation>
    </message>
    <message>
        <source>Register of signers of {unit}</source>
        <translation>Sổ người ký của {unit}</translation>
    </message>
    <message>
        <source>Made on {when}. Nothing is changed before you say so.</source>
        <translation>Lập lúc {when}. Chưa có gì thay đổi cho đến khi bạn đồng ý.</translation>
    </message>
    <message>
        <source>ended here ({why}); stays so</source>
        <translation>ở đây đã kết thúc ({why}); giữ nguyên</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>đến {day}</translation>
    </message>
    <message>
        <source>From now on this key is offered first when you sign. No figure was touched.</source>
        <translation>Từ nay khi ký, khóa này được chọn sẵn. Số liệu không thay đổi.</translation>
    </message>
    <message>
        <source>Words of the new key</source>
        <translation>Các từ đối chiếu của khóa mới</translation>
    </message>
    <message>
        <source>What is left to do</source>
        <translation>Việc còn phải làm</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <source>Call {office} now and say that the old key is lost.</source>
        <translation>Gọi ngay cho {office}, báo khóa cũ bị mất.</translation>
    </message>
    <message>
        <source>Bring {file} to {office}: it opens the file on its page Signers.</source>
        <translation>Chuyển tệp {file} cho {office}: nơi đó mở ở trang Người ký.</translation>
    </message>
    <message>
        <source>The cover now names {person} as who signs: look at it once (BM-00).</source>
        <translation>Bìa gói nay ghi người ký là {person}: hãy xem lại (BM-00).</translation>
    </message>
    <message>
        <source>The cover could not be changed ({why}): write the name into BM-00.</source>
        <translation>Chưa sửa được bìa ({why}): hãy tự ghi tên vào BM-00.</translation>
    </message>
    <message>
        <source>Copy the key file to a safe place, and lock the passphrase away.</source>
        <translation>Chép tệp khóa ra nơi an toàn và cất kỹ mật khẩu.</translation>
    </message>
    <message>
        <source>The file vouches for this key; the words are only for who wants to compare them.</source>
        <translation>Tệp đã bảo đảm cho khóa này; các từ chỉ dùng khi ai đó muốn đối chiếu.</translation>
    </message>
    <message>
        <source>The office above will call you: read these words to it, one after another.</source>
        <translation>Cấp trên sẽ gọi điện: hãy đọc lần lượt các từ này.</translation>
    </message>
    <message>
        <source>Key file: {file}</source>
        <translation>Tệp khóa: {file}</translation>
    </message>
    <message>
        <source>Send the next package as always; it is signed with the new key.</source>
        <translation>Gửi gói tiếp theo như thường lệ; gói được ký bằng khóa mới.</translation>
    </message>
    <message>
        <source>The new key of {person} is made</source>
        <translation>Đã tạo khóa mới của {person}</translation>
    </message>
    <message>
        <source>Who signs for this office</source>
        <translation>Ai ký cho cơ quan này</translation>
    </message>
    <message>
        <source>Nobody yet: the first key is made when the first package is sent.</source>
        <translation>Chưa có ai: khóa đầu tiên được tạo khi gửi gói đầu tiên.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Khóa</translation>
    </message>
    <message>
        <source>Has something changed? Choose what happened</source>
        <translation>Có gì thay đổi? Chọn việc đã xảy ra</translation>
    </message>
    <message>
        <source>on another PC</source>
        <translation>ở máy khác</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Chứng thư</translation>
    </message>
    <message>
        <source>But taken in after that day: {files}. Ask the unit if they are its own.</source>
        <translation>Nhưng sau ngày đó đã nhận: {files}. Hãy hỏi đơn vị có đúng là của mình không.</translation>
    </message>
    <message>
        <source>Words to read aloud when the office above calls: {words}</source>
        <translation>Khi cấp trên gọi, đọc các từ này: {words}</translation>
    </message>
    <message>
        <source>{person} handed over at {when}; still unfinished:</source>
        <translation>{person} bàn giao lúc {when}; việc còn dở:</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Tới đó</translation>
    </message>
    <message>
        <source>Seen: I go on with it</source>
        <translation>Đã xem: tôi làm tiếp</translation>
    </message>
</context>
<context>
    <name>Approve</name>
    <message>
        <source>Signed already</source>
        <translation>Đã ký</translation>
    </message>
    <message>
        <source>To be approved by</source>
        <translation>Người ký duyệt</translation>
    </message>
    <message>
        <source>The forms of this package are not on this PC; they came along with the file. The names of the figures below are as the sender's forms have them.</source>
        <translation>Máy này chưa có bộ biểu của gói; bộ biểu đi kèm trong tệp. Tên các số liệu dưới đây là theo bộ biểu của nơi gửi.</translation>
    </message>
    <message>
        <source>The main figures</source>
        <translation>Số liệu chính</translation>
    </message>
    <message>
        <source>This package</source>
        <translation>Gói này</translation>
    </message>
    <message>
        <source>Last package</source>
        <translation>Lần trước</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Chỉ tiêu</translation>
    </message>
    <message>
        <source>This unit's forms have no totals: open the package in Excel to read it.</source>
        <translation>Biểu của đơn vị này không có số tổng: hãy mở gói bằng Excel để đọc.</translation>
    </message>
    <message>
        <source>Changed since the last package</source>
        <translation>Thay đổi so với lần gửi trước</translation>
    </message>
    <message>
        <source>This is the first package: there is nothing to compare it with.</source>
        <translation>Đây là gói đầu tiên nên chưa có gì để so sánh.</translation>
    </message>
    <message>
        <source>The last package did not come along, so what changed cannot be shown.</source>
        <translation>Gói lần trước không đi kèm nên không so được thay đổi.</translation>
    </message>
    <message>
        <source>No figure and no text differs from sending no. {n}.</source>
        <translation>Không có số liệu, nội dung nào khác lần gửi {n}.</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Trước</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Nay</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Ở đâu</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>và {n} thay đổi nữa</translation>
    </message>
    <message>
        <source>What the office says of it</source>
        <translation>Đơn vị giải trình</translation>
    </message>
    <message>
        <source>Still open, and forms that follow later</source>
        <translation>Lỗi còn để lại và biểu gửi sau</translation>
    </message>
    <message>
        <source>No error is left open; no form follows later.</source>
        <translation>Không còn lỗi để lại, không có biểu gửi sau.</translation>
    </message>
    <message>
        <source>Warnings with a reason</source>
        <translation>Cảnh báo đã giải trình</translation>
    </message>
    <message>
        <source>No warning needed a reason.</source>
        <translation>Không có cảnh báo phải giải trình.</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Tệp kèm</translation>
    </message>
    <message>
        <source>The approver signs on this PC</source>
        <translation>Người ký duyệt ký trên máy này</translation>
    </message>
    <message>
        <source>Shows one page to read, then signs with the approver's own key or token.</source>
        <translation>Hiện một trang để đọc, rồi ký bằng khóa hoặc USB token của chính người ký duyệt.</translation>
    </message>
    <message>
        <source>Read and approve here</source>
        <translation>Đọc và ký duyệt tại đây</translation>
    </message>
    <message>
        <source>The approver signs on another PC</source>
        <translation>Người ký duyệt ký trên máy khác</translation>
    </message>
    <message>
        <source>Write one file and carry it there. On that PC open Phiếu Xã and choose “Are you the approver?”: no office needs to be set up. Then take the signed file back in here.</source>
        <translation>Ghi một tệp rồi mang sang. Ở máy đó mở Phiếu Xã và chọn “Ông/bà là người ký duyệt?”: không cần cài đặt đơn vị. Sau đó nhận lại tệp đã ký vào đây.</translation>
    </message>
    <message>
        <source>Write the file …</source>
        <translation>Ghi tệp …</translation>
    </message>
    <message>
        <source>Take the signed file in …</source>
        <translation>Nhận lại tệp đã ký …</translation>
    </message>
    <message>
        <source>Take it back and change figures …</source>
        <translation>Rút lại bản trình để sửa số liệu …</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Approve and sign</source>
        <translation>Ký duyệt</translation>
    </message>
    <message>
        <source>Where shall the file for the approver be written?</source>
        <translation>Ghi tệp cho người ký duyệt vào đâu?</translation>
    </message>
    <message>
        <source>Written and read back: {file}. Carry it to the approver's PC.</source>
        <translation>Đã ghi và đọc lại: {file}. Hãy mang sang máy của người ký duyệt.</translation>
    </message>
    <message>
        <source>Approved packages (*.xlsx *.zip)</source>
        <translation>Gói đã ký duyệt (*.xlsx *.zip)</translation>
    </message>
    <message>
        <source>Choose the file that the approver signed</source>
        <translation>Chọn tệp người ký duyệt đã ký</translation>
    </message>
    <message>
        <source>The figures can be changed again. The package is not sent, and a copy printed with this figures code is void. Both people sign anew later.</source>
        <translation>Số liệu lại sửa được. Gói không gửi đi; bản in có mã số liệu này không còn giá trị. Sau đó cả hai người ký lại.</translation>
    </message>
    <message>
        <source>Take the package back</source>
        <translation>Rút gói lại</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Rút lại</translation>
    </message>
    <message>
        <source>Both signatures are there: the package can be sent</source>
        <translation>Đã đủ hai chữ ký: gói gửi được rồi</translation>
    </message>
    <message>
        <source>The package waits for its approver</source>
        <translation>Gói đang chờ người ký duyệt</translation>
    </message>
    <message>
        <source>{preparer} signed on {when}. {approver} is to approve it. Until it is sent or taken back, nobody can change the figures.</source>
        <translation>{preparer} đã ký lúc {when}. {approver} là người ký duyệt. Cho đến khi gửi đi hoặc rút lại, không ai sửa được số liệu.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Ký duyệt</translation>
    </message>
    <message>
        <source>Write the package</source>
        <translation>Ghi gói</translation>
    </message>
    <message>
        <source>Signing as the preparer …</source>
        <translation>Đang ký với tư cách người lập …</translation>
    </message>
    <message>
        <source>Sign with your own key</source>
        <translation>Ký bằng khóa của chính mình</translation>
    </message>
    <message>
        <source>Passphrase or PIN</source>
        <translation>Mật khẩu hoặc mã PIN</translation>
    </message>
    <message>
        <source>Choose a key file …</source>
        <translation>Chọn tệp khóa …</translation>
    </message>
    <message>
        <source>I have no key yet: make one …</source>
        <translation>Chưa có khóa: tạo khóa mới …</translation>
    </message>
    <message>
        <source>Choose a key file</source>
        <translation>Chọn tệp khóa</translation>
    </message>
    <message>
        <source>The key is a file with your name: your stamp. Keep it and its passphrase to yourself; nobody can restore a lost passphrase.</source>
        <translation>Khóa là một tệp mang tên ông/bà, giống như con dấu. Hãy tự giữ tệp và mật khẩu; không ai khôi phục được mật khẩu đã quên.</translation>
    </message>
    <message>
        <source>Make your key</source>
        <translation>Tạo khóa của ông/bà</translation>
    </message>
    <message>
        <source>Choose where it is kept …</source>
        <translation>Chọn nơi cất khóa …</translation>
    </message>
    <message>
        <source>Where shall your key be kept?</source>
        <translation>Cất tệp khóa ở đâu?</translation>
    </message>
    <message>
        <source>Approve a package</source>
        <translation>Ký duyệt một gói</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Đã ký duyệt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Approve and write the file …</source>
        <translation>Ký duyệt và ghi tệp …</translation>
    </message>
    <message>
        <source>Open the file that the preparer gave you</source>
        <translation>Mở tệp người lập đưa</translation>
    </message>
    <message>
        <source>Its name ends in _trinh-ky.zip. You read one page, sign with your own key, and give the new file back to the preparer, who sends it.</source>
        <translation>Tên tệp kết thúc bằng _trinh-ky.zip. Ông/bà đọc một trang, ký bằng khóa của mình rồi đưa tệp mới cho người lập để gửi đi.</translation>
    </message>
    <message>
        <source>Choose the file …</source>
        <translation>Chọn tệp …</translation>
    </message>
    <message>
        <source>Packages to approve (*.zip *.xlsx)</source>
        <translation>Gói chờ ký duyệt (*.zip *.xlsx)</translation>
    </message>
    <message>
        <source>Choose the file to approve</source>
        <translation>Chọn tệp chờ ký duyệt</translation>
    </message>
    <message>
        <source>Reading the package …</source>
        <translation>Đang đọc gói …</translation>
    </message>
    <message>
        <source>Where shall the approved file be written?</source>
        <translation>Ghi tệp đã ký duyệt vào đâu?</translation>
    </message>
    <message>
        <source>Signing …</source>
        <translation>Đang ký …</translation>
    </message>
    <message>
        <source>Signed, written and read back. Nothing in it was changed.</source>
        <translation>Đã ký, đã ghi và đọc lại. Nội dung gói không thay đổi.</translation>
    </message>
    <message>
        <source>Give this file back to the preparer: only then is the package sent.</source>
        <translation>Hãy đưa tệp này lại cho người lập: có tệp này gói mới gửi được.</translation>
    </message>
    <message>
        <source>The office above may call you once: read these words to it.</source>
        <translation>Cơ quan cấp trên có thể gọi hỏi một lần: hãy đọc các từ này.</translation>
    </message>
    <message>
        <source>Are you the approver? Approve a package that somebody brought you …</source>
        <translation>Ông/bà là người ký duyệt? Ký duyệt gói được trình …</translation>
    </message>
    <message>
        <source>Approve a package from another PC …</source>
        <translation>Ký duyệt gói từ máy khác …</translation>
    </message>
    <message>
        <source>The cover names {person} as the preparer, but somebody else has signed. Ask before you sign.</source>
        <translation>Bìa ghi người lập là {person} nhưng người khác đã ký. Hãy hỏi lại trước khi ký.</translation>
    </message>
    <message>
        <source>Words of the approver's signature</source>
        <translation>Các từ chữ ký của người ký duyệt</translation>
    </message>
    <message>
        <source>missing, so that every total is provisional ({n}): {names}</source>
        <translation>còn thiếu {n} đơn vị nên mọi số tổng là tạm tính: {names}</translation>
    </message>
    <message>
        <source>Paper will do as well: take it back, print it, have it signed and stamped, then enter its number, date and scan.</source>
        <translation>Duyệt trên giấy cũng được: rút lại, in ra trình ký, đóng dấu, rồi ghi số, ngày và bản quét.</translation>
    </message>
</context>
<context>
    <name>Present</name>
    <message>
        <source>BEFORE THE SIGNER</source>
        <translation>ĐANG TRÌNH KÝ</translation>
    </message>
    <message>
        <source>Before the signer</source>
        <translation>Bản đang trình ký</translation>
    </message>
    <message>
        <source>Choose the scan …</source>
        <translation>Chọn tệp quét …</translation>
    </message>
    <message>
        <source>Date signed</source>
        <translation>Ngày ký</translation>
    </message>
    <message>
        <source>Figures code</source>
        <translation>Mã số liệu</translation>
    </message>
    <message>
        <source>Figures code of the printed copy</source>
        <translation>Mã số liệu của bản in</translation>
    </message>
    <message>
        <source>Figures locked since {day}; the paper bears the code {code}.</source>
        <translation>Số liệu khóa từ ngày {day}; bản giấy mang mã {code}.</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Bỏ tệp này</translation>
    </message>
    <message>
        <source>Lock and present</source>
        <translation>Khóa và trình ký</translation>
    </message>
    <message>
        <source>Locks the figures and prints them with their code on each page.</source>
        <translation>Khóa số liệu và in ra với mã số liệu ở chân mỗi trang.</translation>
    </message>
    <message>
        <source>Look at the pages</source>
        <translation>Xem các trang</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Số, ký hiệu</translation>
    </message>
    <message>
        <source>Number of the paper</source>
        <translation>Số, ký hiệu</translation>
    </message>
    <message>
        <source>Once it is signed and stamped</source>
        <translation>Khi đã ký và đóng dấu</translation>
    </message>
    <message>
        <source>Paper and sending</source>
        <translation>Bản giấy và gửi</translation>
    </message>
    <message>
        <source>Papers so far</source>
        <translation>Các bản đã trình</translation>
    </message>
    <message>
        <source>Present for signing on paper</source>
        <translation>Trình ký trên giấy</translation>
    </message>
    <message>
        <source>Present for signing on paper …</source>
        <translation>Trình ký trên giấy …</translation>
    </message>
    <message>
        <source>Presented</source>
        <translation>Trình lúc</translation>
    </message>
    <message>
        <source>Presented {when} by {who}. The figures are locked until the package is sent or the paper is withdrawn.</source>
        <translation>{who} trình lúc {when}. Số liệu bị khóa cho đến khi gửi gói hoặc rút lại bản trình.</translation>
    </message>
    <message>
        <source>Print the report</source>
        <translation>In báo cáo</translation>
    </message>
    <message>
        <source>Print … (Ctrl+P)</source>
        <translation>In … (Ctrl+P)</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Lưu thành PDF …</translation>
    </message>
    <message>
        <source>Save the report as PDF</source>
        <translation>Lưu báo cáo thành PDF</translation>
    </message>
    <message>
        <source>Saved with the paper.</source>
        <translation>Đã ghi vào bản trình.</translation>
    </message>
    <message>
        <source>Scan of the stamped page</source>
        <translation>Bản quét trang đóng dấu</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.jpg *.jpeg *.png);;All files (*)</source>
        <translation>Bản quét (*.pdf *.jpg *.jpeg *.png);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>The figures are locked from now on: nobody changes them until the package is sent or the paper is withdrawn. Then print cover and tables; number, date and scan come after signing.</source>
        <translation>Từ lúc này số liệu bị khóa: không ai sửa được cho đến khi gửi gói hoặc rút lại bản trình. Sau đó in bìa và các biểu; số, ngày và bản quét nhập sau khi ký.</translation>
    </message>
    <message>
        <source>The figures can then be changed again. The printed copy with the code {code} becomes void: take it back from whoever has it, and strike it out.</source>
        <translation>Sau khi rút, số liệu lại sửa được. Bản đã in mang mã {code} không còn giá trị: lấy lại từ người đang giữ và gạch bỏ.</translation>
    </message>
    <message>
        <source>The printer does not answer: switch it on, or save the pages as PDF.</source>
        <translation>Máy in không trả lời: bật máy in, hoặc lưu các trang thành PDF.</translation>
    </message>
    <message>
        <source>They travel with the package and change neither the figures nor the code. What is missing may stay blank.</source>
        <translation>Ba mục này đi cùng gói, không làm đổi số liệu và mã. Mục nào chưa có thì để trống.</translation>
    </message>
    <message>
        <source>VOID since {day}, withdrawn by {who}: {why}</source>
        <translation>KHÔNG CÒN GIÁ TRỊ từ {day}, {who} rút lại: {why}</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Rút lại</translation>
    </message>
    <message>
        <source>Withdraw the paper</source>
        <translation>Rút lại bản trình</translation>
    </message>
    <message>
        <source>Withdraw …</source>
        <translation>Rút lại bản trình …</translation>
    </message>
    <message>
        <source>day/month/year</source>
        <translation>ngày/tháng/năm</translation>
    </message>
    <message>
        <source>for example 05/BC-UBND</source>
        <translation>ví dụ 05/BC-UBND</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>chưa có</translation>
    </message>
    <message>
        <source>sent with the package on {day}</source>
        <translation>đã gửi cùng gói ngày {day}</translation>
    </message>
    <message>
        <source>{n} pages went to the printer. Each bears the code {code} at its foot.</source>
        <translation>Đã gửi {n} trang tới máy in. Chân mỗi trang có mã {code}.</translation>
    </message>
    <message>
        <source>The paper with code {code} is void. The figures can be changed again.</source>
        <translation>Bản giấy mang mã {code} không còn giá trị. Số liệu lại sửa được.</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>As it will be printed</source>
        <translation>Xem trước bản in</translation>
    </message>
    <message>
        <source>Page before (PgUp)</source>
        <translation>Trang trước (PgUp)</translation>
    </message>
    <message>
        <source>Next page (PgDn)</source>
        <translation>Trang sau (PgDn)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Đóng (Esc)</translation>
    </message>
    <message>
        <source>Page {n} of {all}: {sheet}</source>
        <translation>Trang {n}/{all}: {sheet}</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>Giấy tờ</translation>
    </message>
    <message>
        <source>Back to the work (Esc)</source>
        <translation>Trở lại việc đang làm (Esc)</translation>
    </message>
    <message>
        <source>Search the papers</source>
        <translation>Tìm giấy tờ</translation>
    </message>
    <message>
        <source>Search: BM-05, blank, slip …</source>
        <translation>Tìm: BM-05, biểu trống …</translation>
    </message>
    <message>
        <source>Papers of this office</source>
        <translation>Giấy tờ của đơn vị</translation>
    </message>
    <message>
        <source>Print … (Ctrl+P)</source>
        <translation>In … (Ctrl+P)</translation>
    </message>
    <message>
        <source>Save as PDF … (Ctrl+S)</source>
        <translation>Lưu PDF … (Ctrl+S)</translation>
    </message>
    <message>
        <source>The chosen paper</source>
        <translation>Giấy tờ đang xem</translation>
    </message>
    <message>
        <source>Choose one below: → opens the list, ↓ goes on.</source>
        <translation>Hãy chọn một giấy tờ bên dưới: → mở danh sách, ↓ đi tiếp.</translation>
    </message>
    <message>
        <source>Print the paper</source>
        <translation>In giấy tờ</translation>
    </message>
    <message>
        <source>{n} pages went to the printer.</source>
        <translation>Đã gửi {n} trang đến máy in.</translation>
    </message>
    <message>
        <source>Save the paper as PDF</source>
        <translation>Lưu giấy tờ thành PDF</translation>
    </message>
    <message>
        <source>Forms as filled</source>
        <translation>Biểu đã ghi</translation>
    </message>
    <message>
        <source>Blank forms</source>
        <translation>Biểu trống để ghi tay</translation>
    </message>
    <message>
        <source>Household book</source>
        <translation>Sổ hộ</translation>
    </message>
    <message>
        <source>Blank household book</source>
        <translation>Sổ hộ trống để ghi tay</translation>
    </message>
    <message>
        <source>Consolidated tables</source>
        <translation>Biểu tổng hợp</translation>
    </message>
    <message>
        <source>Save for Word … (Ctrl+Shift+S)</source>
        <translation>Lưu cho Word … (Ctrl+Shift+S)</translation>
    </message>
    <message>
        <source>Layout rules of letters</source>
        <translation>Thể thức trình bày văn bản</translation>
    </message>
    <message>
        <source>Whose rules margins, page numbers and headings follow</source>
        <translation>Lề, số trang, phần đầu văn bản theo quy định nào</translation>
    </message>
    <message>
        <source>Save the paper for Word</source>
        <translation>Lưu giấy tờ cho Word</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Đã lưu thành {name}.</translation>
    </message>
    <message>
        <source>One page for the chairman</source>
        <translation>Một trang cho chủ tịch</translation>
    </message>
    <message>
        <source>Hand-over slips</source>
        <translation>Phiếu bàn giao USB</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Báo cáo</translation>
    </message>
    <message>
        <source>Awards: submission</source>
        <translation>Khen thưởng: tờ trình</translation>
    </message>
    <message>
        <source>Awards: list of nominees</source>
        <translation>Khen thưởng: danh sách</translation>
    </message>
    <message>
        <source>Awards: minutes of the council</source>
        <translation>Khen thưởng: biên bản họp xét</translation>
    </message>
    <message>
        <source>Awards: achievement summaries</source>
        <translation>Khen thưởng: báo cáo thành tích</translation>
    </message>
    <message>
        <source>Subject and recipients …</source>
        <translation>Trích yếu, nơi nhận …</translation>
    </message>
    <message>
        <source>Appendices …</source>
        <translation>Phụ lục …</translation>
    </message>
    <message>
        <source>{n} figures in the report are no longer those of the tables (framed): {moves}</source>
        <translation>{n} số liệu trong báo cáo không còn đúng với các biểu (đóng khung): {moves}</translation>
    </message>
    <message>
        <source>Subject and recipients of the report</source>
        <translation>Trích yếu và nơi nhận của báo cáo</translation>
    </message>
    <message>
        <source>Recipients are parted by semicolons; the copy that is kept comes last.</source>
        <translation>Các nơi nhận cách nhau bằng dấu chấm phẩy; bản lưu ghi sau cùng.</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Trích yếu</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Nơi nhận</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>Appendices of the report</source>
        <translation>Phụ lục của báo cáo</translation>
    </message>
    <message>
        <source>Ticked forms follow the report as appendices, in this order.</source>
        <translation>Biểu được chọn in kèm báo cáo làm phụ lục, theo thứ tự này.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Tên biểu</translation>
    </message>
    <message>
        <source>Larger, key +</source>
        <translation>Phóng to, phím +</translation>
    </message>
    <message>
        <source>Smaller, key -</source>
        <translation>Thu nhỏ, phím -</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Biểu đồ</translation>
    </message>
    <message>
        <source>Returns with questions</source>
        <translation>Phiếu trả lại</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>Hỏi đáp số liệu</translation>
    </message>
    <message>
        <source>Awards: list of those awarded here</source>
        <translation>Khen thưởng: danh sách được khen ở cấp này</translation>
    </message>
</context>
<context>
    <name>Token</name>
    <message>
        <source>Use a USB token</source>
        <translation>Dùng USB token</translation>
    </message>
    <message>
        <source>Plug the token in and wait for its light. This program reaches it through its driver: a file that comes with the token's own software. The PIN is asked when you sign, and never kept.</source>
        <translation>Cắm token vào và đợi đèn sáng. Chương trình nối với token qua trình điều khiển: một tệp đi kèm phần mềm của token. PIN chỉ hỏi khi ký và không bao giờ được lưu.</translation>
    </message>
    <message>
        <source>Driver of the token</source>
        <translation>Trình điều khiển của token</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Trình điều khiển</translation>
    </message>
    <message>
        <source>Use this certificate</source>
        <translation>Dùng chứng thư số này</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Tìm lại</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Thôi</translation>
    </message>
    <message>
        <source>Choose the driver's file</source>
        <translation>Chọn tệp trình điều khiển</translation>
    </message>
    <message>
        <source>every driver found on this PC ({n})</source>
        <translation>mọi trình điều khiển có trên máy này ({n})</translation>
    </message>
    <message>
        <source>Drivers (*.dll *.so *.dylib);;All files (*)</source>
        <translation>Trình điều khiển (*.dll *.so *.dylib);;Mọi tệp (*)</translation>
    </message>
    <message>
        <source>No driver of a USB token was found on this PC. Install the software that came with the token, or choose its driver's file.</source>
        <translation>Máy này chưa có trình điều khiển của USB token. Hãy cài phần mềm đi kèm token, hoặc chọn tệp trình điều khiển.</translation>
    </message>
    <message>
        <source>Looking for tokens …</source>
        <translation>Đang tìm token …</translation>
    </message>
    <message>
        <source>The token {label} holds no certificate that signs: ask its issuer.</source>
        <translation>Token {label} không có chứng thư số để ký: hãy hỏi nơi cấp token.</translation>
    </message>
    <message>
        <source>USB token</source>
        <translation>USB token</translation>
    </message>
    <message>
        <source>EXPIRED on {day}</source>
        <translation>ĐÃ HẾT HẠN ngày {day}</translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation>PIN của token</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>ONE TRY IS LEFT: another wrong PIN locks the token. Be sure of the PIN first.</source>
        <translation>CHỈ CÒN MỘT LẦN: nhập sai PIN nữa token sẽ khoá. Hãy hỏi chắc PIN rồi mới gõ.</translation>
    </message>
    <message>
        <source>A wrong PIN was typed before. The token locks after a few: check the PIN first.</source>
        <translation>Lần trước đã gõ sai PIN. Sai vài lần token sẽ khoá: hãy xem lại PIN trước khi gõ.</translation>
    </message>
    <message>
        <source>The token asks for its PIN itself, on its own keypad.</source>
        <translation>Token tự hỏi PIN trên bàn phím của nó.</translation>
    </message>
</context>
<context>
    <name>Authority</name>
    <message>
        <source>A certificate is a paper in a file: an office above confirms in it that a key is yours. It is only needed where the province asks for it.</source>
        <translation>Chứng thư là giấy xác nhận ở dạng tệp: cơ quan cấp trên xác nhận khóa này là của bạn. Chỉ cần khi tỉnh yêu cầu.</translation>
    </message>
    <message>
        <source>waits for the certificate</source>
        <translation>đang chờ chứng thư</translation>
    </message>
    <message>
        <source>came on {day}</source>
        <translation>đã có ngày {day}</translation>
    </message>
    <message>
        <source>Words: {words}</source>
        <translation>Các từ: {words}</translation>
    </message>
    <message>
        <source>Written and read back: {file}</source>
        <translation>Đã ghi và đọc lại đúng: {file}</translation>
    </message>
    <message>
        <source>Taken in.</source>
        <translation>Đã nạp.</translation>
    </message>
    <message>
        <source>Certificates (*.cer *.crt *.pem *.der)</source>
        <translation>Chứng thư (*.cer *.crt *.pem *.der)</translation>
    </message>
    <message>
        <source>Believe this root?</source>
        <translation>Tin chứng thư gốc này?</translation>
    </message>
    <message>
        <source>Revocation lists (*.crl *.pem *.der)</source>
        <translation>Danh sách thu hồi (*.crl *.pem *.der)</translation>
    </message>
    <message>
        <source>Believe it no longer?</source>
        <translation>Thôi tin nơi cấp này?</translation>
    </message>
    <message>
        <source>Certificates of this office</source>
        <translation>Chứng thư của cơ quan</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dùng để</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Ngày xin</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Ask for a certificate …</source>
        <translation>Xin cấp chứng thư…</translation>
    </message>
    <message>
        <source>Open a certificate file …</source>
        <translation>Mở tệp chứng thư…</translation>
    </message>
    <message>
        <source>Authorities believed here</source>
        <translation>Nơi cấp được tin</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Nơi cấp</translation>
    </message>
    <message>
        <source>May certify</source>
        <translation>Được cấp cho</translation>
    </message>
    <message>
        <source>Revocation list</source>
        <translation>Danh sách thu hồi</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>Nguồn</translation>
    </message>
    <message>
        <source>Add a government root …</source>
        <translation>Thêm chứng thư gốc của Nhà nước…</translation>
    </message>
    <message>
        <source>Add a revocation list …</source>
        <translation>Thêm danh sách thu hồi…</translation>
    </message>
    <message>
        <source>Believe it no longer …</source>
        <translation>Thôi tin…</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>chưa có</translation>
    </message>
    <message>
        <source>our own</source>
        <translation>của cơ quan này</translation>
    </message>
    <message>
        <source>Ask for a certificate</source>
        <translation>Xin cấp chứng thư</translation>
    </message>
    <message>
        <source>The file goes to the office that certifies. It holds no secret: your keys stay here.</source>
        <translation>Gửi tệp này cho cơ quan cấp chứng thư. Trong tệp không có bí mật nào: khóa vẫn ở máy này.</translation>
    </message>
    <message>
        <source>also to certify the units below us ourselves</source>
        <translation>xin luôn quyền tự cấp chứng thư cho đơn vị cấp dưới</translation>
    </message>
    <message>
        <source>Sign and write the request</source>
        <translation>Ký và ghi tệp xin cấp</translation>
    </message>
    <message>
        <source>Taken in. From now on you sign with the key file {file}.</source>
        <translation>Đã nạp. Từ nay ký bằng tệp khóa {file}.</translation>
    </message>
    <message>
        <source>Compared with what</source>
        <translation>Đã so với nguồn nào</translation>
    </message>
    <message>
        <source>They agree: believe it</source>
        <translation>Khớp: tin từ nay</translation>
    </message>
    <message>
        <source>Why, and who said so</source>
        <translation>Lý do, ai báo</translation>
    </message>
    <message>
        <source>Believe it no longer</source>
        <translation>Thôi tin</translation>
    </message>
    <message>
        <source>also for a key that others seal files with, for us alone</source>
        <translation>xin luôn khóa nhận tệp mật: người khác niêm phong, chỉ cơ quan này mở được</translation>
    </message>
    <message>
        <source>Certificate files (*{ending})</source>
        <translation>Tệp chứng thư (*{ending})</translation>
    </message>
    <message>
        <source>{subject}
{limit}

Fingerprint (SHA-256), to be compared with what its owner publishes:
{code}

Words: {words}</source>
        <translation>{subject}
{limit}

Mã dấu vân tay (SHA-256), hãy so với mã nơi cấp công bố:
{code}

Các từ: {words}</translation>
    </message>
    <message>
        <source>Signatures that hang on {name} count no more from tomorrow. What was taken in stays.</source>
        <translation>Từ ngày mai, chữ ký dựa vào {name} không còn giá trị. Gói đã nhận vẫn giữ.</translation>
    </message>
    <message>
        <source>believed until {day}</source>
        <translation>đã tin đến {day}</translation>
    </message>
    <message>
        <source>{name} is believed no longer.</source>
        <translation>Thôi tin {name}.</translation>
    </message>
    <message>
        <source>of {day}, out of date</source>
        <translation>ngày {day}, đã quá hạn</translation>
    </message>
    <message>
        <source>good until {day}</source>
        <translation>có hạn đến {day}</translation>
    </message>
    <message>
        <source>The root is believed from now on.</source>
        <translation>Từ nay tin chứng thư gốc này.</translation>
    </message>
    <message>
        <source>The list is taken in.</source>
        <translation>Đã nạp danh sách thu hồi.</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Signer</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>Xin những gì</translation>
    </message>
    <message>
        <source>Passphrase of the certificate office</source>
        <translation>Mật khẩu của nơi cấp</translation>
    </message>
    <message>
        <source>Key of the certificate office</source>
        <translation>Khóa của nơi cấp chứng thư</translation>
    </message>
    <message>
        <source>certifies {unit} and units below it only</source>
        <translation>chỉ {unit} và cấp dưới</translation>
    </message>
    <message>
        <source>certifies anybody</source>
        <translation>bất kỳ ai</translation>
    </message>
    <message>
        <source>signing</source>
        <translation>ký</translation>
    </message>
    <message>
        <source>being sent sealed files</source>
        <translation>nhận tệp mật</translation>
    </message>
    <message>
        <source>certifying units below</source>
        <translation>cấp cho đơn vị dưới</translation>
    </message>
    <message>
        <source>A root is what every certificate below it hangs on. Call the office that owns it on a number you know; it must read exactly these words:</source>
        <translation>Mọi chứng thư cấp dưới đều dựa vào chứng thư gốc. Hãy gọi cho cơ quan giữ nó theo số đã biết; họ phải đọc đúng các từ này:</translation>
    </message>
    <message>
        <source>New revocation lists: {n}. Packages that wait for one are judged again.</source>
        <translation>Có {n} danh sách thu hồi mới. Gói đang chờ danh sách sẽ được xét lại.</translation>
    </message>
    <message>
        <source>Roots that are new here</source>
        <translation>Chứng thư gốc mới</translation>
    </message>
    <message>
        <source>How the words were compared</source>
        <translation>Đã so các từ thế nào</translation>
    </message>
    <message>
        <source>Certificates for this office</source>
        <translation>Chứng thư cấp cho cơ quan này</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Có hạn đến</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Tệp khóa</translation>
    </message>
    <message>
        <source>Passphrase of the key files</source>
        <translation>Mật khẩu của tệp khóa</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>Nạp</translation>
    </message>
    <message>
        <source>Nothing is changed before you say so.</source>
        <translation>Chưa có gì thay đổi cho đến khi bạn đồng ý.</translation>
    </message>
    <message>
        <source>Words of the root</source>
        <translation>Các từ của chứng thư gốc</translation>
    </message>
    <message>
        <source>✓ Whoever signed this file vouches for it.</source>
        <translation>✓ Người ký tệp này bảo đảm cho nó.</translation>
    </message>
    <message>
        <source>I compared these words with its owner</source>
        <translation>Tôi đã so các từ này với cơ quan giữ nó</translation>
    </message>
    <message>
        <source>Nothing in it is new here.</source>
        <translation>Trong tệp không có gì mới.</translation>
    </message>
    <message>
        <source>Certificates from {office}</source>
        <translation>Chứng thư từ {office}</translation>
    </message>
    <message>
        <source>Its key gets a file and a passphrase of its own. Keep a copy of both in the safe: who has them can name anybody a signer of your units, and nobody can restore them.</source>
        <translation>Khóa của nơi cấp nằm trong tệp riêng, có mật khẩu riêng. Hãy cất một bản sao tệp và mật khẩu trong két: ai có chúng thì mạo danh được người ký của mọi đơn vị, mất thì không ai khôi phục được.</translation>
    </message>
    <message>
        <source>The certificate office is set up. Copy {file} to a safe place.</source>
        <translation>Đã lập nơi cấp chứng thư. Hãy chép {file} cất nơi an toàn.</translation>
    </message>
    <message>
        <source>Revoked. Write the list to a file now, or send it with the next kit.</source>
        <translation>Đã thu hồi. Hãy ghi danh sách ra tệp ngay, hoặc gửi cùng bộ tài liệu tới.</translation>
    </message>
    <message>
        <source>The new list counts until {day}. Write it to a file, or make a new kit.</source>
        <translation>Danh sách mới có hạn đến {day}. Hãy ghi ra tệp hoặc làm bộ tài liệu mới.</translation>
    </message>
    <message>
        <source>Certifying the units below</source>
        <translation>Cấp chứng thư cho đơn vị cấp dưới</translation>
    </message>
    <message>
        <source>Set up a certificate office …</source>
        <translation>Lập nơi cấp chứng thư…</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Open a request …</source>
        <translation>Mở tệp xin cấp…</translation>
    </message>
    <message>
        <source>Renew …</source>
        <translation>Gia hạn…</translation>
    </message>
    <message>
        <source>Revoke …</source>
        <translation>Thu hồi…</translation>
    </message>
    <message>
        <source>New revocation list …</source>
        <translation>Làm lại danh sách thu hồi…</translation>
    </message>
    <message>
        <source>Write the list to a file …</source>
        <translation>Ghi danh sách ra tệp…</translation>
    </message>
    <message>
        <source>A province may confirm by itself whose key is whose, for its own units only and without any network. Most offices need none: the register of signers does the same by telephone.</source>
        <translation>Tỉnh có thể tự xác nhận khóa nào của ai, chỉ trong các đơn vị của mình, không cần mạng. Phần lớn cơ quan không cần: sổ người ký đã làm việc này qua điện thoại.</translation>
    </message>
    <message>
        <source>The revocation list is out of date: make a new one and send it down.</source>
        <translation>Danh sách thu hồi đã quá hạn: hãy làm lại rồi gửi xuống.</translation>
    </message>
    <message>
        <source>Set up a certificate office</source>
        <translation>Lập nơi cấp chứng thư</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>Lập</translation>
    </message>
    <message>
        <source>has a certificate here already: this one replaces nothing</source>
        <translation>đã có chứng thư; cấp thêm</translation>
    </message>
    <message>
        <source>Certify and write the file</source>
        <translation>Cấp và ghi tệp</translation>
    </message>
    <message>
        <source>Renew certificates</source>
        <translation>Gia hạn chứng thư</translation>
    </message>
    <message>
        <source>For the same keys and people. Who has left, or lost a key, must ask anew.</source>
        <translation>Vẫn khóa ấy, người ấy. Ai đã thôi ký hoặc mất khóa thì phải xin lại.</translation>
    </message>
    <message>
        <source>Renew these</source>
        <translation>Gia hạn</translation>
    </message>
    <message>
        <source>Write the revocation list to a file</source>
        <translation>Ghi danh sách thu hồi ra tệp</translation>
    </message>
    <message>
        <source>For offices that get no kit now. They open it on their page Signers; packages that wait for it are judged again.</source>
        <translation>Cho các cơ quan chưa nhận bộ tài liệu. Họ mở tệp ở trang Người ký; gói đang chờ sẽ được xét lại.</translation>
    </message>
    <message>
        <source>Sign and write the file</source>
        <translation>Ký và ghi tệp</translation>
    </message>
    <message>
        <source>Tick one reason. What came before stays; what comes from now on is refused.</source>
        <translation>Đánh dấu một lý do. Gói nhận trước vẫn giữ; gói đến từ nay sẽ bị từ chối.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <source>This cannot be taken back. Afterwards send the new list down.</source>
        <translation>Không rút lại được. Sau đó hãy gửi danh sách mới xuống.</translation>
    </message>
    <message>
        <source>Revoke it</source>
        <translation>Thu hồi</translation>
    </message>
    <message>
        <source>New revocation list</source>
        <translation>Làm lại danh sách thu hồi</translation>
    </message>
    <message>
        <source>It says for half a year which certificates count no more, even if none.</source>
        <translation>Danh sách có hạn nửa năm, ghi các chứng thư đã thu hồi, kể cả khi chưa có cái nào.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Làm lại</translation>
    </message>
    <message>
        <source>Key file: {file}. Words: {words}.</source>
        <translation>Tệp khóa: {file}. Các từ: {words}.</translation>
    </message>
    <message>
        <source>The revocation list counts until {day}; it goes down with every kit.</source>
        <translation>Danh sách thu hồi có hạn đến {day}, được gửi kèm mỗi bộ tài liệu.</translation>
    </message>
    <message>
        <source>ends soon: renew it</source>
        <translation>sắp hết hạn: hãy gia hạn</translation>
    </message>
    <message>
        <source>Passphrase (at least 8 letters)</source>
        <translation>Mật khẩu (ít nhất 8 ký tự)</translation>
    </message>
    <message>
        <source>The passphrase once more</source>
        <translation>Gõ lại mật khẩu</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Hai mật khẩu không giống nhau.</translation>
    </message>
    <message>
        <source>Requests for certificates (*{ending})</source>
        <translation>Tệp xin cấp chứng thư (*{ending})</translation>
    </message>
    <message>
        <source>Check name and position. Then sign: the file takes the answer back.</source>
        <translation>Hãy kiểm tra tên và chức vụ. Rồi ký: tệp ghi ra gửi lại cho đơn vị.</translation>
    </message>
    <message>
        <source>One file for all of them; each office takes its own out of it.</source>
        <translation>Một tệp cho tất cả; mỗi cơ quan nạp phần của mình.</translation>
    </message>
    <message>
        <source>Renew and write the file</source>
        <translation>Gia hạn và ghi tệp</translation>
    </message>
    <message>
        <source>the key is lost or somebody else may have it</source>
        <translation>mất khóa hoặc có thể lộ khóa</translation>
    </message>
    <message>
        <source>the person has left or signs no more</source>
        <translation>người này đã chuyển đi hoặc thôi ký</translation>
    </message>
    <message>
        <source>another certificate has taken its place</source>
        <translation>đã có chứng thư khác thay</translation>
    </message>
    <message>
        <source>the unit is no more</source>
        <translation>đơn vị không còn</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Tick one reason only.</source>
        <translation>Chỉ đánh dấu một lý do.</translation>
    </message>
    <message>
        <source>Who said so, and how</source>
        <translation>Ai báo, báo bằng cách nào</translation>
    </message>
    <message>
        <source>revoked on {day}: {why}</source>
        <translation>thu hồi ngày {day}: {why}</translation>
    </message>
    <message>
        <source>Revoke the certificate of {person}</source>
        <translation>Thu hồi chứng thư của {person}</translation>
    </message>
    <message>
        <source>Request of {unit}</source>
        <translation>Yêu cầu của {unit}</translation>
    </message>
    <message>
        <source>authority to be believed: {name}</source>
        <translation>nơi cấp chứng thư sẽ được tin: {name}</translation>
    </message>
    <message>
        <source>newer revocation lists: {n}</source>
        <translation>danh sách thu hồi mới: {n}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Manual</source>
        <translation>Sách hướng dẫn</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Tìm trong sách hướng dẫn</translation>
    </message>
    <message>
        <source>Search: words or a message code (Ctrl+F)</source>
        <translation>Tìm: chữ hoặc mã thông báo (Ctrl+F)</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Các chương</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>Trang hướng dẫn</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← Quay lại</translation>
    </message>
    <message>
        <source>Forward →</source>
        <translation>Tiến →</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Đóng (Esc)</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>Tìm thấy {n} chỗ</translation>
    </message>
    <message>
        <source>Nothing found: try fewer or other words.</source>
        <translation>Không thấy: thử ít chữ hơn hoặc chữ khác.</translation>
    </message>
    <message>
        <source>PDF to print</source>
        <translation>PDF để in</translation>
    </message>
    <message>
        <source>This chapter…</source>
        <translation>Chương này…</translation>
    </message>
    <message>
        <source>The whole manual…</source>
        <translation>Cả sách…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Lưu thành PDF</translation>
    </message>
    <message>
        <source>Saved: {file}, {n} pages</source>
        <translation>Đã lưu: {file}, {n} trang</translation>
    </message>
    <message>
        <source>Phiếu Xã: manual</source>
        <translation>Phiếu Xã: sách hướng dẫn</translation>
    </message>
</context>
<context>
    <name>Rebuild</name>
    <message>
        <source>Rebuild the office from its own package</source>
        <translation>Lập lại dữ liệu từ gói của chính cơ quan</translation>
    </message>
    <message>
        <source>The office is back</source>
        <translation>Dữ liệu đã trở lại</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Rebuild the office</source>
        <translation>Lập lại dữ liệu</translation>
    </message>
    <message>
        <source>Open the office</source>
        <translation>Mở để làm tiếp</translation>
    </message>
    <message>
        <source>1. Choose the last package that you sent</source>
        <translation>1. Chọn gói đã gửi gần đây nhất</translation>
    </message>
    <message>
        <source>A signed .xlsx file: from the stick that carried it, from a letter, or a copy that the office above gives back. Choose the file ending in .kem.zip with it where there is one. Of several the newest counts.</source>
        <translation>Tệp .xlsx đã ký: trên USB đã mang đi, trong thư đã gửi, hoặc bản cấp trên chép lại cho. Có tệp đuôi .kem.zip thì chọn cùng. Chọn nhiều gói thì gói mới nhất được dùng.</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>Chọn tệp …</translation>
    </message>
    <message>
        <source>Choose a stick or folder …</source>
        <translation>Chọn USB hoặc thư mục …</translation>
    </message>
    <message>
        <source>2. Is this your office?</source>
        <translation>2. Có đúng đơn vị của mình không?</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Who works here now</source>
        <translation>Người đang làm việc</translation>
    </message>
    <message>
        <source>3. Compare the words of the signature</source>
        <translation>3. So các từ của chữ ký</translation>
    </message>
    <message>
        <source>Call the office above on a number you know: its list of signers has these words. They stand on the slip of the package as well.</source>
        <translation>Gọi cấp trên theo số điện thoại đã biết: danh sách người ký ở đó có các từ này. Phiếu giao gói cũng in các từ này.</translation>
    </message>
    <message>
        <source>The words agree: this is our own package</source>
        <translation>Các từ khớp: đây là gói của chính cơ quan</translation>
    </message>
    <message>
        <source>Packages, letters, packs and kits</source>
        <translation>Gói, thư, bộ biểu, bộ tài liệu đợt</translation>
    </message>
    <message>
        <source>Choose your own packages</source>
        <translation>Chọn gói của chính cơ quan</translation>
    </message>
    <message>
        <source>Choose the stick or folder with your packages</source>
        <translation>Chọn USB hoặc thư mục có gói của cơ quan</translation>
    </message>
    <message>
        <source>Reading the packages …</source>
        <translation>Đang đọc các gói …</translation>
    </message>
    <message>
        <source>Revision {revision}, number {number}, made on {day} by {person}.</source>
        <translation>Lần {revision}, số {number}, {person} lập ngày {day}.</translation>
    </message>
    <message>
        <source>Signed by {person}</source>
        <translation>Người ký: {person}</translation>
    </message>
    <message>
        <source>Words of the signature</source>
        <translation>Các từ của chữ ký</translation>
    </message>
    <message>
        <source>Rebuilding …</source>
        <translation>Đang lập lại …</translation>
    </message>
    <message>
        <source>Households of registers: {count}.</source>
        <translation>Số hộ trong sổ: {count}.</translation>
    </message>
    <message>
        <source>At the next sending a new key is made, unless the old one is still there. The office above calls you once and compares its words.</source>
        <translation>Lần gửi tới sẽ tạo khóa mới, trừ khi khóa cũ vẫn còn. Cấp trên gọi một lần để so các từ của khóa.</translation>
    </message>
    <message>
        <source>What was typed after the package was sent is not in it. Ask the office above which revision it holds: if that is a later one, send once more.</source>
        <translation>Phần nhập sau khi gửi gói không có trong gói. Hỏi cấp trên đang giữ lần mấy: nếu là lần mới hơn thì gửi thêm một lần nữa.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>When</source>
        <translation>Thời điểm</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Người</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Trước</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sau</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Cách</translation>
    </message>
    <message>
        <source>Who changed what, and when</source>
        <translation>Ai đã sửa gì, lúc nào</translation>
    </message>
    <message>
        <source>Save the list …</source>
        <translation>Lưu danh sách …</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Lưu danh sách</translation>
    </message>
    <message>
        <source>From the day</source>
        <translation>Từ ngày</translation>
    </message>
    <message>
        <source>To the day</source>
        <translation>Đến ngày</translation>
    </message>
    <message>
        <source>Text or figure</source>
        <translation>Chữ hoặc số</translation>
    </message>
    <message>
        <source>Changes, the newest first</source>
        <translation>Các lần sửa, mới nhất ở trên</translation>
    </message>
    <message>
        <source>everybody</source>
        <translation>mọi người</translation>
    </message>
    <message>
        <source>all forms</source>
        <translation>mọi biểu</translation>
    </message>
    <message>
        <source>in any way</source>
        <translation>mọi cách</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Đang tìm …</translation>
    </message>
    <message>
        <source>changes: {n}</source>
        <translation>số lần sửa: {n}</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx);;CSV (*.csv)</source>
        <translation>Sổ Excel (*.xlsx);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Written: {n} changes into {file}</source>
        <translation>Đã ghi {n} lần sửa vào {file}</translation>
    </message>
    <message>
        <source>Writing: {n} of {all}</source>
        <translation>Đang ghi: {n}/{all}</translation>
    </message>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ngày/tháng/năm</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>Report a fault</source>
        <translation>Báo sự cố</translation>
    </message>
    <message>
        <source>Give the file to: {who}.</source>
        <translation>Gửi tệp cho: {who}.</translation>
    </message>
    <message>
        <source>What were you doing? (no names)</source>
        <translation>Anh/chị đang làm gì? (không ghi tên người)</translation>
    </message>
    <message>
        <source>Name the code of my unit</source>
        <translation>Ghi mã đơn vị của tôi</translation>
    </message>
    <message>
        <source>What goes into the file</source>
        <translation>Nội dung tệp</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Write the file…</source>
        <translation>Ghi tệp…</translation>
    </message>
    <message>
        <source>Write the fault report</source>
        <translation>Ghi báo cáo sự cố</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Văn bản (*.txt)</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Đã ghi: {file}</translation>
    </message>
    <message>
        <source>Exactly what stands below goes into a small file: no names, figures, passphrases or keys.</source>
        <translation>Đúng những gì hiện ở dưới được ghi vào một tệp nhỏ: không có họ tên, số liệu, mật khẩu hay khóa.</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Figure from a table… (Ctrl+Shift+F)</source>
        <translation>Chèn số liệu từ biểu… (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>Take the new figures (Ctrl+Shift+U)</source>
        <translation>Lấy số liệu mới (Ctrl+Shift+U)</translation>
    </message>
    <message>
        <source>Draft from the figures</source>
        <translation>Viết nháp từ số liệu</translation>
    </message>
    <message>
        <source>Adds sentences at the end; what you typed stays.</source>
        <translation>Thêm câu vào cuối; phần đã viết giữ nguyên.</translation>
    </message>
    <message>
        <source>{n} figures of this text follow the tables.</source>
        <translation>{n} số liệu trong mục này gắn với các biểu.</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>không còn</translation>
    </message>
    <message>
        <source>{n} figures changed since: {moves}</source>
        <translation>{n} số liệu trong biểu đã đổi: {moves}</translation>
    </message>
    <message>
        <source>No figure is known yet: fill the tables in first.</source>
        <translation>Chưa có số liệu nào: hãy nhập các biểu trước.</translation>
    </message>
    <message>
        <source>Search a figure</source>
        <translation>Tìm số liệu</translation>
    </message>
    <message>
        <source>words of the row or column; accents do not matter</source>
        <translation>chữ của dòng hoặc cột; không cần gõ dấu</translation>
    </message>
    <message>
        <source>Figures found</source>
        <translation>Số liệu tìm thấy</translation>
    </message>
    <message>
        <source>Figure:</source>
        <translation>Số liệu:</translation>
    </message>
    <message>
        <source>put it into the text</source>
        <translation>chèn vào bài</translation>
    </message>
    <message>
        <source>What the units wrote …</source>
        <translation>Các đơn vị viết gì…</translation>
    </message>
    <message>
        <source>What the units wrote</source>
        <translation>Các đơn vị viết trong mục này</translation>
    </message>
    <message>
        <source>{n} units wrote in this section.</source>
        <translation>{n} đơn vị đã viết mục này. Bôi đen rồi Ctrl+C để chép; Esc đóng.</translation>
    </message>
</context>
<context>
    <name>Copies</name>
    <message>
        <source>Copies of the data</source>
        <translation>Bản sao dữ liệu</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Bản sao</translation>
    </message>
    <message>
        <source>Data: {folder}</source>
        <translation>Dữ liệu: {folder}</translation>
    </message>
    <message>
        <source>Last copy: {when}</source>
        <translation>Bản sao gần nhất: {when}</translation>
    </message>
    <message>
        <source>recovery code not printed yet</source>
        <translation>chưa in mã khôi phục</translation>
    </message>
    <message>
        <source>A file ending in {end}: on this PC, on a stick, on the disk of the old PC.</source>
        <translation>Tệp có đuôi {end}: trên máy này, trên USB hoặc trên ổ cứng của máy cũ.</translation>
    </message>
    <message>
        <source>What is here now is not deleted: it goes into the folder {folder}.</source>
        <translation>Dữ liệu đang có ở đây không bị xoá mà được chuyển vào thư mục {folder}.</translation>
    </message>
    <message>
        <source>Bring our data back from a copy</source>
        <translation>Mang dữ liệu về từ một bản sao</translation>
    </message>
    <message>
        <source>Bring our data back from a copy …</source>
        <translation>Mang dữ liệu về từ một bản sao …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Bring this copy back</source>
        <translation>Dùng bản sao này</translation>
    </message>
    <message>
        <source>Open the office</source>
        <translation>Mở dữ liệu</translation>
    </message>
    <message>
        <source>1. Choose the copy</source>
        <translation>1. Chọn bản sao</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Lúc tạo</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Last edit</source>
        <translation>Sửa lần cuối</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>Gói</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Nơi để</translation>
    </message>
    <message>
        <source>Copies found</source>
        <translation>Các bản sao tìm thấy</translation>
    </message>
    <message>
        <source>Choose another file …</source>
        <translation>Chọn tệp khác …</translation>
    </message>
    <message>
        <source>2. What it holds, beside what is here</source>
        <translation>2. Bản sao có gì, so với dữ liệu ở đây</translation>
    </message>
    <message>
        <source>The copy compared with what is here</source>
        <translation>Bản sao so với dữ liệu ở đây</translation>
    </message>
    <message>
        <source>This copy was made on another PC or with another key. Take the paper in the safe.</source>
        <translation>Bản sao này tạo ở máy khác hoặc với khóa khác. Hãy lấy tờ giấy có mã khôi phục cất trong tủ.</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>Choose a copy</source>
        <translation>Chọn bản sao</translation>
    </message>
    <message>
        <source>Checking the copy and putting it in place …</source>
        <translation>Đang kiểm tra bản sao và đưa vào chỗ …</translation>
    </message>
    <message>
        <source>The data of the copy are in place.</source>
        <translation>Đã đưa dữ liệu của bản sao vào chỗ.</translation>
    </message>
    <message>
        <source>What stood here before is kept in {folder}.</source>
        <translation>Dữ liệu trước đó vẫn được giữ trong {folder}.</translation>
    </message>
    <message>
        <source>To undo this, bring the copy “{file}” back.</source>
        <translation>Muốn quay lại như trước, hãy dùng bản sao “{file}”.</translation>
    </message>
    <message>
        <source>In the copy</source>
        <translation>Trong bản sao</translation>
    </message>
    <message>
        <source>Here now</source>
        <translation>Đang có ở đây</translation>
    </message>
    <message>
        <source>Copies of data</source>
        <translation>Bản sao dữ liệu</translation>
    </message>
    <message>
        <source>A checked, encrypted copy is made whenever the program is closed, and before packages are received.</source>
        <translation>Mỗi khi đóng chương trình và trước khi nhận gói, chương trình tự tạo một bản sao đã mã hoá và kiểm tra.</translation>
    </message>
    <message>
        <source>When Windows is reinstalled or this PC is gone, the code on the paper opens the data and their copies. Print it once and keep it in the safe; nobody types it day by day.</source>
        <translation>Khi cài lại Windows hoặc mất máy, mã trên giấy mở được dữ liệu và các bản sao. Hãy in một lần, cất trong tủ; hằng ngày không ai phải gõ.</translation>
    </message>
    <message>
        <source>Make a new code? Later copies open with the new code only; keep the old paper for older copies.</source>
        <translation>Lập mã mới? Các bản sao sau này chỉ mở bằng mã mới; hãy giữ tờ giấy cũ để mở các bản sao cũ.</translation>
    </message>
    <message>
        <source>Make a copy now</source>
        <translation>Tạo bản sao ngay</translation>
    </message>
    <message>
        <source>Copy to a stick …</source>
        <translation>Chép ra USB …</translation>
    </message>
    <message>
        <source>Move to another PC …</source>
        <translation>Chuyển sang máy khác …</translation>
    </message>
    <message>
        <source>Bring a copy back …</source>
        <translation>Dùng lại một bản sao …</translation>
    </message>
    <message>
        <source>Choose a second disk …</source>
        <translation>Chọn ổ thứ hai …</translation>
    </message>
    <message>
        <source>No second disk</source>
        <translation>Không dùng ổ thứ hai</translation>
    </message>
    <message>
        <source>Recovery code for the safe</source>
        <translation>Mã khôi phục để cất trong tủ</translation>
    </message>
    <message>
        <source>Print the paper …</source>
        <translation>In tờ mã …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Lưu thành PDF …</translation>
    </message>
    <message>
        <source>Make a new code …</source>
        <translation>Lập mã mới …</translation>
    </message>
    <message>
        <source>Making the copy and checking it …</source>
        <translation>Đang tạo và kiểm tra bản sao …</translation>
    </message>
    <message>
        <source>The copy is here, but not on the second disk: {why}</source>
        <translation>Đã có bản sao ở đây nhưng ổ thứ hai thì chưa: {why}</translation>
    </message>
    <message>
        <source>On the new PC install the program, choose “Bring our data back from a copy”, this file, and type the recovery code. From then on work on one of the two PCs only.</source>
        <translation>Trên máy mới, cài chương trình, chọn “Mang dữ liệu về từ một bản sao”, chọn tệp này rồi gõ mã khôi phục. Từ đó chỉ làm trên một trong hai máy.</translation>
    </message>
    <message>
        <source>Choose a folder on another fixed disk</source>
        <translation>Chọn thư mục trên một ổ cứng khác</translation>
    </message>
    <message>
        <source>New recovery code</source>
        <translation>Mã khôi phục mới</translation>
    </message>
    <message>
        <source>Make a new code</source>
        <translation>Lập mã mới</translation>
    </message>
    <message>
        <source>There is a new code: print its paper now, and make a copy.</source>
        <translation>Đã có mã mới: hãy in tờ mã ngay và tạo một bản sao.</translation>
    </message>
    <message>
        <source>Choose the stick or folder for the copy</source>
        <translation>Chọn USB hoặc thư mục để chép bản sao</translation>
    </message>
    <message>
        <source>Copy made and checked: {file}</source>
        <translation>Đã tạo và kiểm tra bản sao: {file}</translation>
    </message>
    <message>
        <source>Save the paper</source>
        <translation>Lưu tờ mã khôi phục</translation>
    </message>
    <message>
        <source>Printed. Keep the paper in the office's safe.</source>
        <translation>Đã in. Hãy cất tờ giấy trong tủ của cơ quan.</translation>
    </message>
    <message>
        <source>not printed yet</source>
        <translation>chưa in</translation>
    </message>
    <message>
        <source>printed on {day}</source>
        <translation>đã in ngày {day}</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Thư mục dữ liệu</translation>
    </message>
    <message>
        <source>Folder of copies</source>
        <translation>Thư mục bản sao</translation>
    </message>
    <message>
        <source>On the second disk</source>
        <translation>Trên ổ thứ hai</translation>
    </message>
    <message>
        <source>In force since {day}</source>
        <translation>Dùng từ {day}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>Kỳ báo cáo</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Thời điểm</translation>
    </message>
    <message>
        <source>Rows filled in</source>
        <translation>Số dòng đã nhập</translation>
    </message>
    <message>
        <source>Packages sent</source>
        <translation>Gói đã gửi</translation>
    </message>
    <message>
        <source>Packages received</source>
        <translation>Gói đã nhận</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Tệp đính kèm</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Chương trình</translation>
    </message>
    <message>
        <source>no copy yet</source>
        <translation>chưa có bản sao</translation>
    </message>
    <message>
        <source>everything is in the copy</source>
        <translation>mọi số liệu đã có trong bản sao</translation>
    </message>
    <message>
        <source>changed since the copy of today</source>
        <translation>có thay đổi sau bản sao hôm nay</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>không đọc được</translation>
    </message>
    <message>
        <source>{sent} sent, {received} received</source>
        <translation>{sent} đã gửi, {received} đã nhận</translation>
    </message>
    <message>
        <source>at closing</source>
        <translation>khi đóng chương trình</translation>
    </message>
    <message>
        <source>before receiving</source>
        <translation>trước khi nhận gói</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>trước khi cập nhật</translation>
    </message>
    <message>
        <source>before a copy was brought back</source>
        <translation>trước khi dùng lại bản sao</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>theo yêu cầu</translation>
    </message>
    <message>
        <source>to move to another PC</source>
        <translation>để chuyển sang máy khác</translation>
    </message>
    <message>
        <source>changed since, days since the copy: {n}</source>
        <translation>có thay đổi, bản sao đã {n} ngày</translation>
    </message>
    <message>
        <source>The data are kept in</source>
        <translation>Dữ liệu để ở</translation>
    </message>
    <message>
        <source>Print the recovery code now: another PC opens this copy with it only.</source>
        <translation>Hãy in tờ mã khôi phục ngay: máy khác chỉ mở được bản sao này bằng mã đó.</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Đổi …</translation>
    </message>
    <message>
        <source>Choose the folder for the data</source>
        <translation>Chọn thư mục để dữ liệu</translation>
    </message>
    <message>
        <source>Open the data found there</source>
        <translation>Mở dữ liệu đã có</translation>
    </message>
    <message>
        <source>Data of an office lie in {folder} already.</source>
        <translation>Đã có dữ liệu của một đơn vị trong {folder}.</translation>
    </message>
    <message>
        <source>Data folder: {folder}</source>
        <translation>Thư mục dữ liệu: {folder}</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Chart</source>
        <translation>Biểu đồ</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Năm</translation>
    </message>
    <message>
        <source>Save as a picture …</source>
        <translation>Lưu thành ảnh …</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>Lưu thành ảnh</translation>
    </message>
    <message>
        <source>Arrow keys go from value to value.</source>
        <translation>Bấm phím mũi tên để xem từng giá trị.</translation>
    </message>
    <message>
        <source>There are no figures for this chart yet.</source>
        <translation>Chưa có số liệu cho biểu đồ này.</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Đã ghi: {file}</translation>
    </message>
</context>
<context>
    <name>Damaged</name>
    <message>
        <source>The newest copy has everything up to its last edit.</source>
        <translation>Bản sao mới nhất có đủ đến lần sửa cuối của nó.</translation>
    </message>
    <message>
        <source>{part}: nothing could be read</source>
        <translation>{part}: không đọc được dòng nào</translation>
    </message>
    <message>
        <source>The data do not open</source>
        <translation>Dữ liệu không mở được</translation>
    </message>
    <message>
        <source>Nothing is deleted: the file stays in the folder {folder}.</source>
        <translation>Không có gì bị xoá: tệp cũ được giữ trong thư mục {folder}.</translation>
    </message>
    <message>
        <source>Open the file with the recovery code</source>
        <translation>Mở tệp bằng mã khôi phục</translation>
    </message>
    <message>
        <source>The key of the file is not on this PC any more. Take the paper in the safe.</source>
        <translation>Máy này không còn khoá của tệp. Lấy tờ giấy trong két ra.</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>What can be brought back</source>
        <translation>Những gì lấy lại được</translation>
    </message>
    <message>
        <source>Saved from the file</source>
        <translation>Cứu được từ tệp</translation>
    </message>
    <message>
        <source>Newest good copy</source>
        <translation>Bản sao tốt mới nhất</translation>
    </message>
    <message>
        <source>What was saved, beside the newest copy</source>
        <translation>Phần cứu được, bên cạnh bản sao mới nhất</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Đóng chương trình</translation>
    </message>
    <message>
        <source>Rebuild from our last package …</source>
        <translation>Lập lại từ gói đã gửi …</translation>
    </message>
    <message>
        <source>Another copy …</source>
        <translation>Bản sao khác …</translation>
    </message>
    <message>
        <source>Bring the newest copy back</source>
        <translation>Lấy lại bản sao mới nhất</translation>
    </message>
    <message>
        <source>Go on with what was saved</source>
        <translation>Dùng phần cứu được</translation>
    </message>
    <message>
        <source>Looking for what can be saved …</source>
        <translation>Đang xem cứu được những gì …</translation>
    </message>
    <message>
        <source>There is no copy here.</source>
        <translation>Ở đây không có bản sao nào.</translation>
    </message>
    <message>
        <source>What was saved is as new as the copy, or newer.</source>
        <translation>Phần cứu được mới bằng hoặc mới hơn bản sao.</translation>
    </message>
    <message>
        <source>The copy holds more: nothing in it is missing.</source>
        <translation>Bản sao đầy đủ hơn: không thiếu gì.</translation>
    </message>
    <message>
        <source>✓ Everything that was typed could be read.</source>
        <translation>✓ Đọc được tất cả những gì đã nhập.</translation>
    </message>
    <message>
        <source>Not everything could be read. Compare these with the paper:</source>
        <translation>Có chỗ không đọc được. Hãy so các phần sau với bản giấy:</translation>
    </message>
    <message>
        <source>{part}: {rows} rows were read</source>
        <translation>{part}: đọc được {rows} dòng</translation>
    </message>
    <message>
        <source>{part}: {rows} rows were read, {cells} cells came from the history</source>
        <translation>{part}: đọc được {rows} dòng, lấy {cells} ô từ lịch sử</translation>
    </message>
    <message>
        <source>Trying the code …</source>
        <translation>Đang thử mã …</translation>
    </message>
    <message>
        <source>Putting it in place …</source>
        <translation>Đang đưa vào …</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Updates</source>
        <translation>Cập nhật</translation>
    </message>
    <message>
        <source>Close and start it now</source>
        <translation>Đóng và mở lại ngay</translation>
    </message>
    <message>
        <source>Version of the program</source>
        <translation>Phiên bản chương trình</translation>
    </message>
    <message>
        <source>A newer version comes as one signed file, on a stick or by mail. The data are copied first; the version of now stays, to go back to.</source>
        <translation>Bản mới đến bằng một tệp có chữ ký, qua USB hoặc thư. Số liệu được sao trước; bản đang dùng được giữ lại để khi cần thì quay về.</translation>
    </message>
    <message>
        <source>Take an update from a file …</source>
        <translation>Nạp bản mới từ tệp …</translation>
    </message>
    <message>
        <source>Look on the sticks</source>
        <translation>Tìm trên USB</translation>
    </message>
    <message>
        <source>Copy the data and take it</source>
        <translation>Sao số liệu rồi nạp</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Version in use</source>
        <translation>Bản đang dùng</translation>
    </message>
    <message>
        <source>From the next start on</source>
        <translation>Từ lần mở sau</translation>
    </message>
    <message>
        <source>Kept to go back to</source>
        <translation>Giữ để quay lại</translation>
    </message>
    <message>
        <source>Go back to version {version} …</source>
        <translation>Quay lại bản {version} …</translation>
    </message>
    <message>
        <source>Update of the program</source>
        <translation>Tệp cập nhật chương trình</translation>
    </message>
    <message>
        <source>Choose an update</source>
        <translation>Chọn tệp cập nhật</translation>
    </message>
    <message>
        <source>Reading and checking the update …</source>
        <translation>Đang đọc và kiểm tra tệp cập nhật …</translation>
    </message>
    <message>
        <source>Looking on the sticks …</source>
        <translation>Đang tìm trên USB …</translation>
    </message>
    <message>
        <source>No stick holds a newer version for this program.</source>
        <translation>Không có USB nào chứa bản mới hơn cho chương trình này.</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Bản {version}</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>không ghi</translation>
    </message>
    <message>
        <source>{count} files, {size} MB</source>
        <translation>{count} tệp, {size} MB</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Có gì mới</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Gồm</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Copying the data, then unpacking and trying the new version …</source>
        <translation>Đang sao số liệu, sau đó giải nén và thử bản mới …</translation>
    </message>
    <message>
        <source>Version {version} is in; it starts when the program is opened next.</source>
        <translation>Đã nạp bản {version}; lần mở sau sẽ dùng bản này.</translation>
    </message>
    <message>
        <source>Let version {version} start again? The data stay as they are.</source>
        <translation>Dùng lại bản {version}? Số liệu giữ nguyên.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>The version before</source>
        <translation>Bản trước</translation>
    </message>
    <message>
        <source>Trying version {version} …</source>
        <translation>Đang thử bản {version} …</translation>
    </message>
    <message>
        <source>Version {version} starts when the program is opened next.</source>
        <translation>Lần mở sau sẽ dùng bản {version}.</translation>
    </message>
    <message>
        <source>Version {version} could not start. The version before works on, with all the data; tell whoever gave you the update.</source>
        <translation>Bản {version} không khởi động được. Bản trước vẫn dùng tốt, số liệu còn đủ; hãy báo cho người đã đưa tệp cập nhật.</translation>
    </message>
    <message>
        <source>The program is version {version} now. The one before is kept to go back to.</source>
        <translation>Chương trình nay là bản {version}. Bản trước được giữ để quay lại khi cần.</translation>
    </message>
    <message>
        <source>A stick holds version {version} of the program.</source>
        <translation>Trên USB có bản {version} của chương trình.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Xem</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>On the printer's paper</source>
        <translation>Vị trí trên giấy của máy in</translation>
    </message>
    <message>
        <source>Print the test page and measure from the edges of the paper to the frame: {n} mm at the left and above. What is missing or too much is set here; the papers themselves stay as they are.</source>
        <translation>In trang thử rồi đo từ mép giấy đến khung: bên trái và phía trên phải là {n} mm. Thừa thiếu bao nhiêu thì chỉnh ở đây; nội dung bản giấy không đổi.</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>Dịch sang phải</translation>
    </message>
    <message>
        <source>mm (−: to the left)</source>
        <translation>mm (số âm: sang trái)</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Dịch xuống</translation>
    </message>
    <message>
        <source>mm (−: up)</source>
        <translation>mm (số âm: dịch lên)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Cỡ in</translation>
    </message>
    <message>
        <source>% (less than 100: smaller)</source>
        <translation>% (dưới 100: nhỏ hơn)</translation>
    </message>
    <message>
        <source>Print the test page …</source>
        <translation>In trang thử …</translation>
    </message>
    <message>
        <source>Print the test page</source>
        <translation>In trang thử</translation>
    </message>
    <message>
        <source>Kept: it holds for everything that is printed from now on.</source>
        <translation>Đã ghi: áp dụng cho mọi bản in từ nay.</translation>
    </message>
    <message>
        <source>From each edge of the paper to this frame: {n} mm</source>
        <translation>Từ mỗi mép giấy đến khung này: {n} mm</translation>
    </message>
</context>
<context>
    <name>Basis</name>
    <message>
        <source>Basis</source>
        <translation>Căn cứ</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Văn bản</translation>
    </message>
    <message>
        <source>Oral instruction</source>
        <translation>Chỉ đạo miệng</translation>
    </message>
    <message>
        <source>Day of the basis</source>
        <translation>Ngày của căn cứ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Whose instruction</source>
        <translation>Ai chỉ đạo (họ tên, chức vụ)</translation>
    </message>
    <message>
        <source>Number of the document</source>
        <translation>Số, ký hiệu văn bản</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>All units at a glance</source>
        <translation>Toàn cảnh các đơn vị</translation>
    </message>
    <message>
        <source>At {unit}. Two blanks: as the cover of the last package says.</source>
        <translation>Ở {unit}. Để trống cả hai: theo bìa của gói gửi gần nhất.</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Về danh sách (Esc)</translation>
    </message>
    <message>
        <source>Copy a reminder (Ctrl+R)</source>
        <translation>Chép lời nhắc (Ctrl+R)</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Chậm</translation>
    </message>
    <message>
        <source>Missing: {what}</source>
        <translation>Còn thiếu: {what}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ tên</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Lần</translation>
    </message>
    <message>
        <source>Officer, telephone</source>
        <translation>Cán bộ, điện thoại</translation>
    </message>
    <message>
        <source>Only to look at: renewed every minute. F11 full screen, Esc close.</source>
        <translation>Chỉ để xem: tự làm mới mỗi phút. F11 toàn màn hình, Esc đóng.</translation>
    </message>
    <message>
        <source>Packages of the unit</source>
        <translation>Các gói của đơn vị</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>In danh sách</translation>
    </message>
    <message>
        <source>Receive packages</source>
        <translation>Nhận gói</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Tìm (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search the units</source>
        <translation>Tìm đơn vị</translation>
    </message>
    <message>
        <source>Show on a wall</source>
        <translation>Màn hình treo tường</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>The reminder to {unit} is copied: paste it into a letter or a message (Ctrl+V).</source>
        <translation>Đã chép lời nhắc {unit}: dán vào thư hoặc tin nhắn (Ctrl+V).</translation>
    </message>
    <message>
        <source>To call: {who}</source>
        <translation>Gọi: {who}</translation>
    </message>
    <message>
        <source>To the page Receive</source>
        <translation>Sang trang Nhận</translation>
    </message>
    <message>
        <source>To the totals</source>
        <translation>Sang trang Tổng hợp</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Units that send here</source>
        <translation>Các đơn vị gửi lên</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Còn thiếu</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>Người cần gọi</translation>
    </message>
    <message>
        <source>Whom to call …</source>
        <translation>Người cần gọi…</translation>
    </message>
    <message>
        <source>deadline {day}</source>
        <translation>hạn {day}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>xong</translation>
    </message>
    <message>
        <source>figures of {n}/{all} units</source>
        <translation>có số liệu của {n}/{all} đơn vị báo cáo</translation>
    </message>
    <message>
        <source>late</source>
        <translation>chậm</translation>
    </message>
    <message>
        <source>nobody known: see “Whom to call”</source>
        <translation>chưa biết ai: bấm “Người cần gọi…” để ghi</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>chưa gửi</translation>
    </message>
    <message>
        <source>nothing to report</source>
        <translation>không phát sinh</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>tạm tính</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>đã trả lại</translation>
    </message>
    <message>
        <source>typed in place</source>
        <translation>nhập thay</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>chờ xử lý</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>chậm {n} ngày</translation>
    </message>
    <message>
        <source>{n} typed in place</source>
        <translation>trong đó {n} nhập thay</translation>
    </message>
    <message>
        <source>{n}/{all} have sent</source>
        <translation>{n}/{all} đã gửi</translation>
    </message>
    <message>
        <source>{unit}: who has sent</source>
        <translation>{unit}: tình hình nộp báo cáo</translation>
    </message>
    <message>
        <source>Read its report, ask …</source>
        <translation>Đọc báo cáo, đặt câu hỏi…</translation>
    </message>
    <message>
        <source>Type in its place …</source>
        <translation>Nhập thay …</translation>
    </message>
    <message>
        <source>Numbers of its files …</source>
        <translation>Số thứ tự các gói…</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>Changed since the last sending</source>
        <translation>Đã sửa sau lần gửi trước</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ô, chỉ tiêu</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Đã gửi</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nay là</translation>
    </message>
    <message>
        <source>Reason and basis</source>
        <translation>Lý do, căn cứ</translation>
    </message>
    <message>
        <source>Choose all without a reason</source>
        <translation>Chọn mọi ô chưa có lý do</translation>
    </message>
    <message>
        <source>Choose those of this form</source>
        <translation>Chọn các ô của biểu này</translation>
    </message>
    <message>
        <source>Shift+↑↓: several lines · Enter: go to the cell</source>
        <translation>Shift+↑↓: chọn nhiều dòng · Enter: tới ô</translation>
    </message>
    <message>
        <source>Reason for the change</source>
        <translation>Lý do sửa</translation>
    </message>
    <message>
        <source>why the figure that was sent is another one now</source>
        <translation>vì sao số đã gửi nay khác</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do sửa</translation>
    </message>
    <message>
        <source>{n} figures differ from sending {sending}; {bare} have no reason yet.</source>
        <translation>{n} ô khác lần gửi {sending}; {bare} ô chưa có lý do. Chọn dòng, ghi lý do và căn cứ rồi bấm nút ở dưới.</translation>
    </message>
    <message>
        <source>{n} figures differ from sending {sending}; each has its reason.</source>
        <translation>{n} ô khác lần gửi {sending}; ô nào cũng đã có lý do.</translation>
    </message>
    <message>
        <source>Keep for {n} figures</source>
        <translation>Ghi lý do cho {n} ô</translation>
    </message>
    <message>
        <source>Say why …</source>
        <translation>Ghi lý do …</translation>
    </message>
    <message>
        <source>{n} figures differ from sending {sending} and have no reason yet.</source>
        <translation>{n} ô khác lần gửi {sending} mà chưa có lý do.</translation>
    </message>
    <message>
        <source>Which cells …</source>
        <translation>Xem các ô …</translation>
    </message>
    <message>
        <source>Send anew</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <source>Newer than what was sent up: {units}. Ask the office in between to send anew.</source>
        <translation>Đã có gói mới hơn gói cấp dưới dùng: {units}. Đề nghị đơn vị tổng hợp gửi lại.</translation>
    </message>
    <message>
        <source>Sending {n} of {day} no longer agrees with what is here.</source>
        <translation>Gói đã gửi lần {n} ngày {day} không còn khớp số liệu ở đây.</translation>
    </message>
    <message>
        <source>Other packages now: {units}.</source>
        <translation>Đơn vị có gói khác: {units}.</translation>
    </message>
    <message>
        <source>Rows of adjustment came or ended since.</source>
        <translation>Có dòng điều chỉnh mới thêm hoặc đã thôi.</translation>
    </message>
    <message>
        <source>Cells of the last sending that are others now: {n}</source>
        <translation>Các ô của lần gửi trước nay đã khác: {n}</translation>
    </message>
    <message>
        <source>Cells counted here that newer files contradict: {n}</source>
        <translation>Các ô đang tính ở đây khác gói mới hơn của xã: {n}</translation>
    </message>
    <message>
        <source>No cell that travels up differs, or the file cannot be read again.</source>
        <translation>Không ô nào gửi lên cấp trên bị khác, hoặc không đọc lại được tệp.</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Đang tính</translation>
    </message>
    <message>
        <source>Newer file</source>
        <translation>Gói mới hơn</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source> and {n} more</source>
        <translation> và {n} đơn vị nữa</translation>
    </message>
</context>
<context>
    <name>Choosing</name>
    <message>
        <source>Choosing</source>
        <translation>Xét chọn</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Mô hình</translation>
    </message>
    <message>
        <source>Nominees</source>
        <translation>Khen thưởng</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Nghi trùng</translation>
    </message>
    <message>
        <source>Name or unit</source>
        <translation>Tìm theo tên hoặc đơn vị</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Passed on from below</source>
        <translation>Cấp dưới chuyển lên</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Đọc đối chiếu</translation>
    </message>
    <message>
        <source>Places …</source>
        <translation>Chỉ tiêu…</translation>
    </message>
    <message>
        <source>Space marks up to three for side-by-side reading.</source>
        <translation>Phím cách: đánh dấu tối đa ba hồ sơ để đọc đối chiếu.</translation>
    </message>
    <message>
        <source>Places taken: {places}</source>
        <translation>Chỉ tiêu đã dùng: {places}</translation>
    </message>
    <message>
        <source>No unit has proposed anything yet.</source>
        <translation>Chưa đơn vị nào đề nghị; khi nhận báo cáo có mô hình hoặc hồ sơ khen thưởng thì sẽ hiện ở đây.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>TT</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Điểm</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Các hồ sơ đề nghị</translation>
    </message>
    <message>
        <source>decide again</source>
        <translation>xét lại</translation>
    </message>
    <message>
        <source>Save what you entered of “{name}”?</source>
        <translation>Ghi lại những gì vừa nhập cho “{name}”?</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Chưa ghi</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Ghi</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Đã ghi: {name}</translation>
    </message>
    <message>
        <source>Meeting of the council</source>
        <translation>Cuộc họp hội đồng</translation>
    </message>
    <message>
        <source>Number of the minutes</source>
        <translation>Số biên bản</translation>
    </message>
    <message>
        <source>Day of the meeting</source>
        <translation>Ngày họp</translation>
    </message>
    <message>
        <source>Members of the council</source>
        <translation>Số thành viên hội đồng</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Số người dự họp</translation>
    </message>
    <message>
        <source>Chaired by</source>
        <translation>Người chủ trì</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Biên bản</translation>
    </message>
    <message>
        <source>New meeting …</source>
        <translation>Cuộc họp mới…</translation>
    </message>
    <message>
        <source>Votes for</source>
        <translation>Phiếu thuận</translation>
    </message>
    <message>
        <source>Votes against</source>
        <translation>Phiếu chống</translation>
    </message>
    <message>
        <source>Award</source>
        <translation>Hình thức</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Xếp thứ</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>tự xếp</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>chưa họp</translation>
    </message>
    <message>
        <source>{office} passed it on: {reason}</source>
        <translation>{office} chuyển lên: {reason}</translation>
    </message>
    <message>
        <source>The office below passed others on, not this one.</source>
        <translation>Cấp dưới đã chuyển lên hồ sơ khác, không chuyển hồ sơ này.</translation>
    </message>
    <message>
        <source>The decision was made about “{name}”: decide again.</source>
        <translation>Quyết định trước là về “{name}”: hãy xét lại.</translation>
    </message>
    <message>
        <source>Last said by {who}, {when}</source>
        <translation>Ghi lần cuối: {who}, {when}</translation>
    </message>
    <message>
        <source>{points} of {most} points · {grade}</source>
        <translation>{points}/{most} điểm · {grade}</translation>
    </message>
    <message>
        <source>{points} of {most} points</source>
        <translation>{points}/{most} điểm</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Về danh sách</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Chỉ những chỗ khác nhau</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Chỉ tiêu của</translation>
    </message>
    <message>
        <source>In the pack</source>
        <translation>Theo bộ biểu</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Hiện nay</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Đã dùng</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Căn cứ</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Chỉ tiêu</translation>
    </message>
    <message>
        <source>New number of places</source>
        <translation>Chỉ tiêu mới</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Đổi</translation>
    </message>
    <message>
        <source>Change a number of places</source>
        <translation>Đổi chỉ tiêu</translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation>Đã đổi.</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Hồ sơ thứ nhất</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>Hồ sơ thứ hai</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Giống ở</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <source>How this is known</source>
        <translation>Vì sao biết</translation>
    </message>
    <message>
        <source>such as: asked both communes by telephone</source>
        <translation>ví dụ: đã gọi điện hỏi hai xã</translation>
    </message>
    <message>
        <source>They are two people</source>
        <translation>Là hai người</translation>
    </message>
    <message>
        <source>It is one person</source>
        <translation>Là một người</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>một người</translation>
    </message>
    <message>
        <source>two people</source>
        <translation>hai người</translation>
    </message>
    <message>
        <source>Said by {who}, {when}: {reason}</source>
        <translation>{who} kết luận lúc {when}: {reason}</translation>
    </message>
    <message>
        <source>Remembered.</source>
        <translation>Đã ghi nhớ.</translation>
    </message>
    <message>
        <source>No two nominees look alike.</source>
        <translation>Không có hai hồ sơ nào giống nhau.</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>Hội nghị</translation>
    </message>
    <message>
        <source>Make the folder …</source>
        <translation>Lập thư mục…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Mở thư mục</translation>
    </message>
    <message>
        <source>The report, all tables, the charts, the chosen models and awards, slides to talk by, and the list of units for an online meeting, in one folder. Nobody is named who did not agree to it.</source>
        <translation>Báo cáo, các bảng tổng hợp, biểu đồ, mô hình và khen thưởng đã chọn, đề cương trình chiếu và danh sách đơn vị họp trực tuyến trong một thư mục. Ai chưa đồng ý công khai thì không nêu tên.</translation>
    </message>
    <message>
        <source>Folder for the conference</source>
        <translation>Thư mục hội nghị</translation>
    </message>
    <message>
        <source>What was written</source>
        <translation>Đã lập</translation>
    </message>
    <message>
        <source>Where shall the folder stand?</source>
        <translation>Lập thư mục hội nghị ở đâu?</translation>
    </message>
    <message>
        <source>The folder is being made: this takes about a minute.</source>
        <translation>Đang lập thư mục, mất khoảng một phút.</translation>
    </message>
    <message>
        <source>Written: {folder}</source>
        <translation>Đã lập: {folder}</translation>
    </message>
    <message>
        <source>All that was said …</source>
        <translation>Các lần đã ghi…</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Lúc</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>Who was there</source>
        <translation>Thành phần dự họp</translation>
    </message>
    <message>
        <source>Photos and papers</source>
        <translation>Ảnh, tài liệu kèm theo</translation>
    </message>
    <message>
        <source>Photos and papers of {name}</source>
        <translation>Ảnh, tài liệu kèm theo của {name}</translation>
    </message>
    <message>
        <source>Esc: back</source>
        <translation>Esc: trở lại</translation>
    </message>
    <message>
        <source>Not here yet: asked of {office}.</source>
        <translation>Chưa có: đã yêu cầu {office} gửi.</translation>
    </message>
    <message>
        <source>Lies at {office}: it comes along with what is passed on.</source>
        <translation>Còn ở {office}: chỉ gửi kèm khi hồ sơ được chuyển lên.</translation>
    </message>
</context>
<context>
    <name>Looking</name>
    <message>
        <source>ONLY TO LOOK</source>
        <translation>CHỈ XEM</translation>
    </message>
    <message>
        <source>Closed there: work here</source>
        <translation>Bên kia đã đóng: làm việc ở đây</translation>
    </message>
    <message>
        <source>Choose who works now</source>
        <translation>Chọn người làm việc</translation>
    </message>
</context>
<context>
    <name>Nil</name>
    <message>
        <source>Nothing to report this time</source>
        <translation>Kỳ này không phát sinh</translation>
    </message>
    <message>
        <source>Nothing to report this time …</source>
        <translation>Kỳ này không phát sinh …</translation>
    </message>
    <message>
        <source>A signed package says so and counts as received. No form travels: figures typed here stay here. A report sent later replaces it.</source>
        <translation>Một gói có chữ ký nói điều đó và được tính là đã gửi. Không biểu nào đi kèm: số liệu đã nhập vẫn ở máy này. Báo cáo gửi sau sẽ thay thế.</translation>
    </message>
    <message>
        <source>Why there is nothing to report</source>
        <translation>Vì sao không phát sinh</translation>
    </message>
    <message>
        <source>For example: no poor household left since 2017</source>
        <translation>Ví dụ: xã không còn hộ nghèo từ năm 2017</translation>
    </message>
    <message>
        <source>Nothing to report: {why}</source>
        <translation>Không phát sinh: {why}</translation>
    </message>
    <message>
        <source>{n}: nothing to report</source>
        <translation>{n}: không phát sinh</translation>
    </message>
    <message>
        <source>nothing to report</source>
        <translation>không phát sinh</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>An answer from the office above</source>
        <translation>Phiếu trả lời của cấp trên</translation>
    </message>
    <message>
        <source>An answer from the office above …</source>
        <translation>Phiếu trả lời của cấp trên …</translation>
    </message>
    <message>
        <source>Answers and letters (*{ending} *{ending}.p7m *.eml *.zip)</source>
        <translation>Phiếu trả lời và thư (*{ending} *{ending}.p7m *.eml *.zip)</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>Nhận vào</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <source>Key that opens it</source>
        <translation>Khóa dùng để mở</translation>
    </message>
    <message>
        <source>Passphrase or PIN</source>
        <translation>Mật khẩu hoặc mã PIN</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Mở</translation>
    </message>
    <message>
        <source>Receipts no. {n} of {unit}, made {when}.</source>
        <translation>Biên nhận số {n} của {unit}, lập {when}.</translation>
    </message>
    <message>
        <source>Your package with questions: no. {n} of {unit}, made {when}.</source>
        <translation>Gói của đơn vị được trả lại kèm câu hỏi: số {n} của {unit}, lập {when}.</translation>
    </message>
    <message>
        <source>This very file was taken in already.</source>
        <translation>Tệp này đã được nhận vào rồi.</translation>
    </message>
    <message>
        <source>This answer came sealed to your office. Open it with your key.</source>
        <translation>Phiếu này được bảo mật, chỉ đơn vị mở được. Hãy mở bằng khóa của đơn vị.</translation>
    </message>
    <message>
        <source>{unit} sent the package back with {n} questions: they stand on the home page.</source>
        <translation>{unit} trả lại gói kèm {n} câu hỏi: xem ở trang Chính.</translation>
    </message>
    <message>
        <source>{unit} confirms {n} of your packages with its signature.</source>
        <translation>{unit} đã ký biên nhận {n} gói của đơn vị.</translation>
    </message>
    <message>
        <source>The receipts of {unit} name none of your packages yet: call and ask.</source>
        <translation>Biên nhận của {unit} chưa có gói nào của đơn vị: hãy gọi điện hỏi.</translation>
    </message>
    <message>
        <source>An answer of the office above was found: {file}.</source>
        <translation>Tìm thấy phiếu trả lời của cấp trên: {file}.</translation>
    </message>
    <message>
        <source>{n} more lie beside it, to be read after it.</source>
        <translation>Còn {n} phiếu nữa bên cạnh, xem sau phiếu này.</translation>
    </message>
    <message>
        <source>See what it says</source>
        <translation>Xem nội dung</translation>
    </message>
    <message>
        <source>But it has packages {numbers} of your unit that this PC did not send: another PC sends too, or an older copy was brought back here. Call the office above before you send anything.</source>
        <translation>Nhưng ở đó có gói số {numbers} của đơn vị mà máy này không gửi: có máy khác cũng gửi, hoặc máy này đã khôi phục bản sao cũ. Gọi điện cho cấp trên trước khi gửi tiếp.</translation>
    </message>
</context>
<context>
    <name>Passage</name>
    <message>
        <source>How</source>
        <translation>Cách</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>Ghi lại</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
    <message>
        <source>Handed over to whom, how and when? A receipt that is signed comes later.</source>
        <translation>Đã giao cho ai, bằng cách nào, ngày nào? Biên nhận có chữ ký sẽ đến sau.</translation>
    </message>
    <message>
        <source>Name of who took it over</source>
        <translation>Tên người nhận</translation>
    </message>
    <message>
        <source>Who of the office above says that it came? Noted; it proves nothing yet.</source>
        <translation>Ai ở cấp trên báo đã nhận? Điều này được ghi lại, chưa phải là biên nhận.</translation>
    </message>
    <message>
        <source>Name of who says so</source>
        <translation>Tên người báo</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Đang ở đâu</translation>
    </message>
    <message>
        <source>It was handed over …</source>
        <translation>Đã giao đi …</translation>
    </message>
    <message>
        <source>They say it came …</source>
        <translation>Họ báo đã nhận …</translation>
    </message>
</context>
<context>
    <name>InPlace</name>
    <message>
        <source>For a unit that cannot send: type its stamped paper, or take in its filled Excel form. The figures say who typed them, are counted apart, and give way to the package the unit signs.</source>
        <translation>Dùng cho đơn vị không gửi được: gõ theo bản giấy đóng dấu, hoặc nhận biểu Excel đơn vị đã điền. Số liệu ghi rõ ai nhập, được đếm riêng và nhường chỗ cho gói do đơn vị ký.</translation>
    </message>
    <message>
        <source>Units without a package of their own</source>
        <translation>Các đơn vị chưa có gói tự ký</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>Căn cứ</translation>
    </message>
    <message>
        <source>Typed by</source>
        <translation>Người nhập</translation>
    </message>
    <message>
        <source>Typed from</source>
        <translation>Nhập từ</translation>
    </message>
    <message>
        <source>The unit's stamped paper</source>
        <translation>Bản giấy đóng dấu của đơn vị</translation>
    </message>
    <message>
        <source>The unit's filled Excel form</source>
        <translation>Biểu Excel đơn vị đã điền</translation>
    </message>
    <message>
        <source>Who of the unit gave the figures</source>
        <translation>Người của đơn vị báo số liệu</translation>
    </message>
    <message>
        <source>Name and telephone</source>
        <translation>Họ tên, số điện thoại</translation>
    </message>
    <message>
        <source>Choose the scan …</source>
        <translation>Chọn bản quét …</translation>
    </message>
    <message>
        <source>No scan yet</source>
        <translation>Chưa có bản quét</translation>
    </message>
    <message>
        <source>Type the figures</source>
        <translation>Nhập số liệu</translation>
    </message>
    <message>
        <source>Go on typing</source>
        <translation>Nhập tiếp</translation>
    </message>
    <message>
        <source>Sign and take in …</source>
        <translation>Ký và nhận …</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Thôi nhập thay</translation>
    </message>
    <message>
        <source>What was typed stays for another time; nothing is made of it.</source>
        <translation>Số đã nhập vẫn giữ lại cho lần sau; không lập gói.</translation>
    </message>
    <message>
        <source>Being typed</source>
        <translation>Đang nhập thay</translation>
    </message>
    <message>
        <source>Typed in place</source>
        <translation>Đã nhập thay</translation>
    </message>
    <message>
        <source>Nothing came</source>
        <translation>Chưa có số liệu</translation>
    </message>
    <message>
        <source>Every unit has sent its own package.</source>
        <translation>Mọi đơn vị đều đã gửi gói tự ký.</translation>
    </message>
    <message>
        <source>Scans and photos (*.pdf *.jpg *.jpeg *.png)</source>
        <translation>Bản quét, ảnh (*.pdf *.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>Nothing is made of what was typed for this unit; it stays for another time.</source>
        <translation>Không lập gói từ số đã nhập cho đơn vị này; số vẫn giữ lại cho lần sau.</translation>
    </message>
    <message>
        <source>Errors in the figures</source>
        <translation>Lỗi trong số liệu</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Quy tắc</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Sai ở đâu</translation>
    </message>
    <message>
        <source>Why they are taken in all the same</source>
        <translation>Vì sao vẫn nhận</translation>
    </message>
    <message>
        <source>For example: the stamped paper says so</source>
        <translation>Ví dụ: bản giấy đóng dấu ghi như vậy</translation>
    </message>
    <message>
        <source>Sign and take in</source>
        <translation>Ký và nhận</translation>
    </message>
    <message>
        <source>Take in what was typed in the place of {unit}</source>
        <translation>Nhận số liệu nhập thay {unit}</translation>
    </message>
    <message>
        <source>You sign as the officer who typed it, never for the unit. It is counted apart until the unit's own package comes.</source>
        <translation>Bạn ký với tư cách cán bộ nhập thay, không ký thay đơn vị. Số liệu được đếm riêng cho tới khi có gói do đơn vị ký.</translation>
    </message>
    <message>
        <source>{n} errors: mend them, or say why the figures count as they are.</source>
        <translation>Còn {n} lỗi: sửa lại, hoặc ghi vì sao vẫn nhận số như vậy.</translation>
    </message>
    <message>
        <source>{n} warnings have no explanation.</source>
        <translation>{n} cảnh báo chưa có giải trình.</translation>
    </message>
    <message>
        <source>In place, adjustments</source>
        <translation>Nhập thay, điều chỉnh</translation>
    </message>
    <message>
        <source>In the place of a unit</source>
        <translation>Nhập thay đơn vị</translation>
    </message>
    <message>
        <source>Adjustments</source>
        <translation>Điều chỉnh</translation>
    </message>
    <message>
        <source>← Units</source>
        <translation>← Đơn vị</translation>
    </message>
    <message>
        <source>Back (Alt+Left); everything is saved</source>
        <translation>Quay lại (Alt+mũi tên trái); mọi thứ đã lưu</translation>
    </message>
    <message>
        <source>In the place of {unit}</source>
        <translation>Nhập thay {unit}</translation>
    </message>
    <message>
        <source>Import a list or form…</source>
        <translation>Nhận danh sách, biểu…</translation>
    </message>
    <message>
        <source>Done: sign …</source>
        <translation>Xong: ký …</translation>
    </message>
    <message>
        <source>A package is never edited. What you add to a figure, or take from it, stands in a row of its own below the units, with your name, and goes up with your package.</source>
        <translation>Không sửa gói của đơn vị. Số cộng thêm hay bớt đi đứng thành dòng riêng dưới các đơn vị, ghi tên bạn, và gửi lên cùng gói của cơ quan.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Tăng, giảm</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Ai</translation>
    </message>
    <message>
        <source>Reason and basis</source>
        <translation>Lý do và căn cứ</translation>
    </message>
    <message>
        <source>End this row …</source>
        <translation>Thôi tính dòng này …</translation>
    </message>
    <message>
        <source>New adjustment</source>
        <translation>Dòng điều chỉnh mới</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Biểu</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Cột</translation>
    </message>
    <message>
        <source>Add (+) or take away (−)</source>
        <translation>Cộng (+) hoặc bớt (−)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Add the row</source>
        <translation>Thêm dòng</translation>
    </message>
    <message>
        <source>ended {when}</source>
        <translation>thôi tính {when}</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>đang tính</translation>
    </message>
    <message>
        <source>waits: the unit's figure is another now</source>
        <translation>chờ: đơn vị đã gửi số khác</translation>
    </message>
    <message>
        <source>The row counts now; it goes up with the next package.</source>
        <translation>Dòng điều chỉnh đã được tính; sẽ gửi lên cùng gói kế tiếp.</translation>
    </message>
    <message>
        <source>It counts no more and stays in the list.</source>
        <translation>Dòng này thôi tính và vẫn nằm trong danh sách.</translation>
    </message>
    <message>
        <source>As reported; add (+) or take away (−)</source>
        <translation>Đơn vị báo; cộng (+) hoặc bớt (−)</translation>
    </message>
    <message>
        <source>Only what this office manages itself: no form is required, and a row nobody began asks nothing.</source>
        <translation>Chỉ nhập phần cơ quan mình quản lý: không biểu nào bắt buộc, dòng chưa gõ thì không hỏi.</translation>
    </message>
</context>
<context>
    <name>Courier</name>
    <message>
        <source>Numbers and receipts</source>
        <translation>Số thứ tự và biên nhận</translation>
    </message>
    <message>
        <source>Numbers and receipts …</source>
        <translation>Số thứ tự, biên nhận …</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Số thứ tự gói</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Biên nhận</translation>
    </message>
    <message>
        <source>What is odd</source>
        <translation>Những điều cần hỏi</translation>
    </message>
    <message>
        <source>Every file of a unit has a number. For a gap, or two files of one number, call the unit.</source>
        <translation>Mỗi gói của một đơn vị có một số thứ tự. Thiếu số, hoặc hai gói cùng số, thì gọi điện cho đơn vị.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Số</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Việc cần làm</translation>
    </message>
    <message>
        <source>Lay the two files side by side</source>
        <translation>Đặt hai gói cạnh nhau để so</translation>
    </message>
    <message>
        <source>Files of one unit by their numbers</source>
        <translation>Các gói của một đơn vị theo số thứ tự</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Nhận lúc</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <source>Words of the file</source>
        <translation>Từ của tệp</translation>
    </message>
    <message>
        <source>All numbers follow on each other; there is nothing to ask.</source>
        <translation>Số thứ tự các gói liền nhau, không có gì phải hỏi.</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>thiếu</translation>
    </message>
    <message>
        <source>What each file says of itself</source>
        <translation>Mỗi gói ghi gì về mình</translation>
    </message>
    <message>
        <source>Cells that differ between the first two</source>
        <translation>Các ô khác nhau giữa hai gói đầu</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Ô</translation>
    </message>
    <message>
        <source>File 1</source>
        <translation>Gói 1</translation>
    </message>
    <message>
        <source>File 2</source>
        <translation>Gói 2</translation>
    </message>
    <message>
        <source>File {n}</source>
        <translation>Gói {n}</translation>
    </message>
    <message>
        <source>{unit}: two files of number {n}</source>
        <translation>{unit}: hai gói cùng số {n}</translation>
    </message>
    <message>
        <source>{n} cells differ.</source>
        <translation>{n} ô khác nhau.</translation>
    </message>
    <message>
        <source>No cell differs.</source>
        <translation>Không ô nào khác nhau.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <source>Used here now</source>
        <translation>Đang dùng ở đây</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Lập lúc</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Người ký</translation>
    </message>
    <message>
        <source>Recognised for the unit</source>
        <translation>Được công nhận</translation>
    </message>
    <message>
        <source>Words of the signer</source>
        <translation>Từ của người ký</translation>
    </message>
    <message>
        <source>Prepared by</source>
        <translation>Người lập</translation>
    </message>
    <message>
        <source>Figures code</source>
        <translation>Mã số liệu</translation>
    </message>
    <message>
        <source>Follows the file</source>
        <translation>Nối tiếp tệp có từ</translation>
    </message>
    <message>
        <source>Followed by no.</source>
        <translation>Được nối tiếp bởi số</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <source>What the receipts say</source>
        <translation>Biên nhận sẽ ghi</translation>
    </message>
    <message>
        <source>Sending no.</source>
        <translation>Lần gửi</translation>
    </message>
    <message>
        <source>{n} packages of {units} units; no name of a person or household is in it.</source>
        <translation>{n} gói của {units} đơn vị; không có tên người hay hộ nào trong đó.</translation>
    </message>
    <message>
        <source>No package came yet.</source>
        <translation>Chưa có gói nào đến.</translation>
    </message>
    <message>
        <source>Written: {file} in {folder}. Carry this one file to every unit; each opens it on its page Send.</source>
        <translation>Đã ghi {file} vào {folder}. Chuyển một tệp này cho mọi đơn vị; đơn vị mở ở trang Gửi.</translation>
    </message>
    <message>
        <source>Sign the receipts</source>
        <translation>Ký biên nhận</translation>
    </message>
    <message>
        <source>One signed file tells every unit which of its packages came. At the unit a package turns green only after this file was opened there.</source>
        <translation>Một tệp có chữ ký báo cho mọi đơn vị gói nào đã đến. Ở đơn vị, gói chỉ chuyển màu xanh sau khi mở tệp này.</translation>
    </message>
    <message>
        <source>Sign and write the receipts</source>
        <translation>Ký và ghi biên nhận</translation>
    </message>
    <message>
        <source>Packages of units below: {missing} missing.</source>
        <translation>Gói của cấp dưới: thiếu {missing} gói.</translation>
    </message>
    <message>
        <source>Packages of units below: {forked} twice with one number.</source>
        <translation>Gói của cấp dưới: {forked} chỗ có hai gói cùng số.</translation>
    </message>
    <message>
        <source>Packages of units below: {missing} missing, {forked} twice with one number.</source>
        <translation>Gói của cấp dưới: thiếu {missing} gói, {forked} chỗ có hai gói cùng số.</translation>
    </message>
    <message>
        <source>See which</source>
        <translation>Xem gói nào</translation>
    </message>
    <message>
        <source>To use the other one: take this one out on the page Receive, then hand the other file in again.</source>
        <translation>Muốn dùng gói kia: ở trang Nhận, đưa gói đang dùng ra, rồi đưa tệp kia vào lại.</translation>
    </message>
</context>
</TS>
