/* model/cited_list.h: what of a document others can see: the parts that a citation
 * is made of and checked against (Nghị định 30/2020, Phụ lục I, II.6.a and b).
 *
 * VAL(member), LINES(member), DATE(member), FLAG(member) of struct doc. A change of
 * one of these makes the documents that cite it new; a change of anything else
 * does not. To let layout/ use more of a cited document, add a row. */
VAL(loai)
VAL(vien_dan)
VAL(so_ky_hieu)
VAL(ten)
VAL(head.so)
VAL(head.ky_hieu)
VAL(head.viet_tat)
VAL(head.don_vi_soan_thao)
VAL(head.tac_gia)
VAL(head.ten_day_du)
LINES(trich_yeu)
LINES(ten_loai)
LINES(head.co_quan)
DATE(head.ngay)
FLAG(outside)
FLAG(defaults_failed)
