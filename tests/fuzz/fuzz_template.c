/* tests/fuzz/fuzz_template.c: the bytes of one file of an archive's own templates, laid
 * over the program's. The first byte chooses which file. What loads is good enough to
 * lay a document with. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const str files[] = { STR_INIT("_mau/nd30/the-thuc.yaml"),
		STR_INIT("_mau/nd30/vai.yaml"), STR_INIT("_mau/nd30/tu-ngu.yaml"),
		STR_INIT("_mau/nd30/danh-so.yaml"), STR_INIT("_mau/nd30/loai/ke-hoach.yaml"),
		STR_INIT("_mau/nd30/loai/bien-ban.yaml"),
		STR_INIT("_mau/nd30/loai/quyet-dinh.yaml"), STR_INIT("_mau/nd30/chinh-ta.yaml") };
	static const str docs[] = {
		STR_INIT(
		    "loai: ke-hoach\nso: 7\nngay: 2026-03-05\ndia_danh: Hà Nội\nco_quan: Sở T\n"
		    "viet_tat: STN\ntrich_yeu: Thử\nnoi_nhan: [Văn phòng]\n"
		    "ky: {chuc_vu: Giám đốc, ho_ten: Nguyễn Văn A}\nnoi_dung: |\n  # A {#a}\n\n"
		    "  1. x\n     1. y [](#a)\n\n  |a|b|\n  |-|-|\n  |1|2[^1]|\n\n  [^1]: z\n"),
		STR_INIT("loai: bien-ban\nngay: 2026-03-05\ndia_danh: Hà Nội\nco_quan: Sở "
			 "T\nviet_tat: STN\n"
			 "trich_yeu: Họp\nthoi_gian: 8 giờ\ndia_diem: Hà Nội\nchu_tri: Ông "
			 "A\nthu_ky: Bà B\n"
			 "thanh_phan: [Ông C]\nnoi_dung: |\n  Nội dung.\n"
			 "ky: [{chuc_vu: Chủ tọa, ho_ten: A}, {chuc_vu: Thư ký, ho_ten: B}]\n"),
		STR_INIT(
		    "loai: quyet-dinh\nso: 9\nngay: 2026-03-05\ndia_danh: Hà Nội\nco_quan: Sở T\n"
		    "viet_tat: STN\ntrich_yeu: Ban hành\ncan_cu: [Căn cứ Luật X]\n"
		    "noi_nhan: [Văn phòng]\nky: {chuc_vu: Giám đốc, ho_ten: A}\nnoi_dung: |\n"
		    "  1. Một.\n\n  2. Hai.\n")
	};
	struct world w;

	if (size < 1)
		return 0;
	w = (struct world){ .a = arena_new() };
	world_add(&w, files[data[0] % 8], (str){ (const char *)data + 1, size - 1 });
	world_add(&w, S("in.yaml"), docs[data[0] % 8 == 5 ? 1 : data[0] % 8 == 6 ? 2 : 0]);
	world_run(&w, RUN_CHECK);
	arena_free(w.a);
	return 0;
}
