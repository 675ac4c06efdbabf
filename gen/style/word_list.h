/* style/word_list.h: WORD(NAME, "template-key") for texts, MEASURE for numbers
 * that C asks a template set for; each must be in templates/<set>/tu-ngu.yaml
 * or kich-thuoc.yaml. */
WORD(QUOC_HIEU, "quoc-hieu")
WORD(TIEU_NGU, "tieu-ngu")
