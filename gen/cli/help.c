/* cli/help.c: what the program says about itself. The manual page
 * gen/vanban.1 tells the same at length. */
#include "help.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "../ooxml/parts.h"
#include "../pack/pack.h"
#include "../read/read.h"
#include "../yaml/yval.h"
#include "report.h"

#include <unistd.h>

static const char vi[] =
    "vanban: dựng văn bản hành chính (Nghị định 30/2020/NĐ-CP) từ YAML và Markdown thành tệp\n"
    "Word (DOCX).\n"
    "\n"
    "Cách dùng\n"
    "  vanban build [tùy chọn] [MÃ hoặc ĐƯỜNG DẪN …]    dựng văn bản; không kể tên nào thì dựng "
    "tất cả\n"
    "  vanban check [tùy chọn] [MÃ hoặc ĐƯỜNG DẪN …]    kiểm tra, không ghi tệp nào\n"
    "  vanban dump model|plan|text MÃ                   in văn bản ở một bước xử lý\n"
    "  vanban dump part TÊN MÃ                          in một thành phần của tệp DOCX "
    "(word/document.xml …)\n"
    "\n"
    "Mã của sources/so-y-te/kh-12.yaml là so-y-te/kh-12; kết quả là out/so-y-te/kh-12.docx.\n"
    "Thư mục có nghĩa là mọi văn bản bên trong.\n"
    "\n"
    "Tùy chọn\n"
    "  --sources THƯ_MỤC    cây nguồn (mặc định: sources)\n"
    "  --out THƯ_MỤC        nơi ghi kết quả (mặc định: out)\n"
    "  --templates THƯ_MỤC  mẫu riêng của đơn vị, chỉ cần có những gì khác\n"
    "  -j, --jobs SỐ        số tiến trình (mặc định: số nhân của máy)\n"
    "  --fix                check: sửa ngay trong tệp những gì sửa được chắc chắn, và in ra đã sửa "
    "gì\n"
    "  --notes              check: in cả các ghi chú, và những quy tắc được bỏ qua (bo_qua)\n"
    "  --fail-on MỨC        check: mã thoát 1 từ mức note, warning hay error (mặc định: error)\n"
    "  --explain [MÃ …]     check: giải thích một phát hiện; không có mã nào thì liệt kê tất cả\n"
    "  --baseline TỆP       check: chấp nhận các phát hiện đã có trong TỆP\n"
    "  --write-baseline TỆP check: ghi mọi phát hiện vào TỆP thay vì in ra\n"
    "  --since PHIÊN_BẢN    check: chỉ phát hiện ở những dòng thay đổi từ phiên bản git đó\n"
    "  --format KIỂU        phát hiện ra stdout: json (mỗi dòng một phát hiện), sarif, github,\n"
    "                       gitlab; mặc định text, ra stderr\n"
    "  --no-excerpt         không trích nguồn trong phát hiện (dữ liệu cá nhân)\n"
    "  --cho-phep-mat       build: cho phép dựng văn bản mật trên CI hoặc kho git có nối mạng\n"
    "  --lang vi|en         ngôn ngữ của thông báo (mặc định: vi)\n"
    "  -h, --help           in trang này\n"
    "  -V, --version        in phiên bản\n"
    "\n"
    "Mã thoát: 0 xong; 1 có văn bản bị lỗi; 2 gọi sai; 3 máy gặp trục trặc (đĩa đầy, không có\n"
    "quyền …). Văn bản có lỗi giữ nguyên tệp cũ trong out/.\n";

static const char en[] =
    "vanban: builds Vietnamese administrative documents (Decree 30/2020/NĐ-CP) from YAML and\n"
    "Markdown into Word files (DOCX).\n"
    "\n"
    "Usage\n"
    "  vanban build [options] [ID or PATH …]    build documents; all of them when none is named\n"
    "  vanban check [options] [ID or PATH …]    check them, write nothing\n"
    "  vanban dump model|plan|text ID           print a document at one stage\n"
    "  vanban dump part NAME ID                 print one part of its DOCX (word/document.xml …)\n"
    "\n"
    "The id of sources/so-y-te/kh-12.yaml is so-y-te/kh-12; it is built to\n"
    "out/so-y-te/kh-12.docx. A folder means all documents in it.\n"
    "\n"
    "Options\n"
    "  --sources DIR      the source tree (default: sources)\n"
    "  --out DIR          where results go (default: out)\n"
    "  --templates DIR    templates of the office's own; only what differs need be there\n"
    "  -j, --jobs N       worker processes (default: one for each core)\n"
    "  --fix              check: mend in place what is safe to mend, and print what was mended\n"
    "  --notes            check: print notes as well, and the rules that are waived (bo_qua)\n"
    "  --fail-on LEVEL    check: exit with 1 from note, warning or error on (default: error)\n"
    "  --explain [ID …]   check: tell what a finding means; without an id, list all\n"
    "  --baseline FILE    check: accept the findings in FILE\n"
    "  --write-baseline FILE\n"
    "                     check: write all findings to FILE instead of showing them\n"
    "  --since REV        check: only findings on lines that changed since that git revision\n"
    "  --format FORMAT    findings on stdout: json (a finding a line), sarif, github, gitlab;\n"
    "                     default text, on stderr\n"
    "  --no-excerpt       findings don't quote the sources (personal data)\n"
    "  --cho-phep-mat     build: allow secret documents under CI or with a git remote\n"
    "  --lang vi|en       language of messages (default: vi)\n"
    "  -h, --help         print this page\n"
    "  -V, --version      print the version\n"
    "\n"
    "Exit status: 0 done; 1 some document has errors; 2 called wrongly; 3 the machine failed\n"
    "(disk full, no permission …). A document with errors keeps its old file in out/.\n";

static int
print(str text)
{
	return report_write(STDOUT_FILENO, text) ? STATUS_BUILT : STATUS_MACHINE;
}

int
help_print(const struct options *o)
{
	return print(o->lang == DIAG_EN ? S(en) : S(vi));
}

int
help_version(void)
{
	struct buf b;
	buf_init(&b);
	buf_fmt(&b,
	    "vanban " VANBAN_VERSION "\n"
	    "libyaml %s, cmark-gfm %s, Mini-XML %s, libzip %s, utf8proc %s\n",
	    yaml_libyaml_version(), read_cmark_version(), ooxml_mxml_version(), pack_version(),
	    utf_version());
	int status = print(buf_view(&b));
	buf_free(&b);
	return status;
}
