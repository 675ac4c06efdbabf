/* archive/metadata.c: fields as a table, and three ways to write it. */
#include "metadata.h"

#include "../base/json.h"
#include "../base/utf.h"
#include "book_out.h"

/* The plain fields before SignerInfo and To, and those behind; `number`: written bare in
 * JSON. Lengths are in characters, of the decree's table. */
static const struct field {
	const char *name, *stt;
	size_t at, longest;
	bool number;
} fields[] = {
#define FIELD_OF(name, stt, member, longest, number)                          \
	{                                                                     \
		name, stt, offsetof(struct metadata, member), longest, number \
	}
	FIELD_OF("OrganId", "1.1", organ_id, 13, false),
	FIELD_OF("FileCatalog", "1.2", file_catalog, 4, true),
	FIELD_OF("FileNotation", "1.3", file_notation, 20, false),
	FIELD_OF("DocOrdinal", "2", doc_ordinal, 3, true),
	FIELD_OF("TypeName", "3", type_name, 100, false),
	FIELD_OF("CodeNumber", "4", code_number, 11, false),
	FIELD_OF("CodeNotation", "5", code_notation, 30, false),
	FIELD_OF("IssuedDate", "6", issued_date, 10, false),
	FIELD_OF("OrganName", "7", organ_name, 200, false),
	FIELD_OF("Subject", "8", subject, 500, false),
	FIELD_OF("Language", "9", language, 30, false),
	FIELD_OF("PageAmount", "10", page_amount, 3, true),
	FIELD_OF("Description", "11", description, 500, false),
	FIELD_OF("Priority", "14", priority, 1, true),
	FIELD_OF("IssuedAmount", "15", issued_amount, 3, true),
	FIELD_OF("DueDate", "16", due_date, 10, false),
#undef FIELD_OF
};
enum { N_FIELDS = sizeof fields / sizeof *fields, FILE_CODE = 3, BEFORE_SIGNERS = 13 };

static str
value(const struct metadata *m, const struct field *f)
{
	return *(const str *)(const void *)((const char *)m + f->at);
}

/* ---- From facts --------------------------------------------------------------------- */

/* The decree gives no codes: 0 is ordinary, then khẩn, thượng khẩn, hỏa tốc; secret
 * documents follow, as far as they are handled in a system at all. */
static str
priority_of(const struct doc *doc)
{
	static const char *const words[] = { "", "khan", "thuong-khan", "hoa-toc" };
	static const char *const secret[] = { "mat", "toi-mat", "tuyet-mat" };
	static const char digits[] = "0123456";

	for (size_t i = 0; i < 3; i++)
		if (str_is(doc->do_mat.s, secret[i]))
			return (str){ digits + 4 + i, 1 };
	for (size_t i = 1; i < 4; i++)
		if (str_is(doc->do_khan.s, words[i]))
			return (str){ digits + i, 1 };
	return (str){ digits, 1 };
}

static str
language_of(const struct style *s)
{
	return str_starts(s->lang, S("vi")) ? S("Tiếng Việt") : s->lang;
}

static str
notes_of(struct arena *a, const struct lines *v)
{
	str *parts = NEW_N(a, str, v->n + 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->v[i].s;
	return str_join(a, parts, v->n, S("; "));
}

struct metadata
metadata_of(struct arena *a, const struct facts *f, const struct style *s, unsigned pages)
{
	const struct doc *doc = f->doc;
	struct metadata m = { .id = doc->id };

	m.organ_id = doc->ma_dinh_danh.s;
	m.file_catalog = doc->ho_so.nam.s;
	m.file_notation = doc->ho_so.ky_hieu.s;
	m.doc_ordinal = doc->ho_so.thu_tu.s;
	m.type_name = f->ten_loai;
	m.code_number = f->so;
	m.code_notation = f->ky_hieu;
	m.issued_date = f->ngay;
	m.organ_name = f->co_quan;
	m.subject = f->trich_yeu;
	m.language = language_of(s);
	if (pages)
		m.page_amount = str_fmt(a, "%u", pages);
	m.description = notes_of(a, &doc->head.ghi_chu);
	m.signers = f->nguoi_ky;
	m.n_signers = f->n_nguoi_ky;
	m.to = f->noi_nhan;
	m.n_to = f->n_noi_nhan;
	m.priority = priority_of(doc);
	m.issued_amount = f->so_luong;
	m.due_date = facts_date(a, &doc->han_tra_loi);
	return m;
}

/* ---- Limits --------------------------------------------------------------------------- */

static void
check(const struct doc *doc, const char *name, str s, size_t longest, struct diags *d)
{
	size_t n = utf_len(s);

	if (n > longest)
		diag(d, D_METADATA_LONG, doc->at, str_z(name), str_fmt(d->arena, "%zu", n),
		    str_fmt(d->arena, "%zu", longest));
}

void
metadata_check(const struct metadata *m, const struct doc *doc, struct diags *d)
{
	for (size_t i = 0; i < N_FIELDS; i++)
		check(doc, fields[i].name, value(m, &fields[i]), fields[i].longest, d);
	for (size_t i = 0; i < m->n_signers; i++) {
		check(doc, "Position", m->signers[i].chuc_vu, 100, d);
		check(doc, "FullName", m->signers[i].ho_ten, 50, d);
	}
	for (size_t i = 0; i < m->n_to; i++) {
		check(doc, "To.OrganId", m->to[i].ma_dinh_danh, 13, d);
		check(doc, "To.OrganName", m->to[i].ten, 200, d);
	}
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void
json_value(struct buf *out, str s, bool number)
{
	uint32_t n;

	if (!s.n)
		buf_z(out, "null");
	else if (number && str_uint(s, &n))
		buf_fmt(out, "%u", n);
	else
		json_string(out, s);
}

static void
json_pair(struct buf *out, const char *x, str xs, const char *y, str ys, bool first)
{
	buf_fmt(out, "%s{\"%s\":", first ? "" : ",", x);
	json_value(out, xs, false);
	buf_fmt(out, ",\"%s\":", y);
	json_value(out, ys, false);
	buf_c(out, '}');
}

static void
json_people(struct buf *out, const struct metadata *m)
{
	buf_z(out, ",\n \"SignerInfo\":[");
	for (size_t i = 0; i < m->n_signers; i++)
		json_pair(out, "Position", m->signers[i].chuc_vu, "FullName", m->signers[i].ho_ten,
		    i == 0);
	buf_z(out, "],\n \"To\":[");
	for (size_t i = 0; i < m->n_to; i++)
		json_pair(out, "OrganId", m->to[i].ma_dinh_danh, "OrganName", m->to[i].ten, i == 0);
	buf_c(out, ']');
}

static void
json_document(struct buf *out, const struct metadata *m)
{
	buf_z(out, "{\"id\":");
	json_string(out, m->id);
	buf_z(out, ",\n \"FileCode\":{");
	for (size_t i = 0; i < N_FIELDS; i++) {
		if (i == FILE_CODE)
			buf_c(out, '}');
		if (i == BEFORE_SIGNERS)
			json_people(out, m);
		buf_fmt(out, "%s\"%s\":",
		    i == 0          ? ""
		    : i < FILE_CODE ? ","
				    : ",\n ",
		    fields[i].name);
		json_value(out, value(m, &fields[i]), fields[i].number);
	}
	buf_c(out, '}');
}

void
metadata_json(struct buf *out, const struct metadata *v, size_t n)
{
	buf_c(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_z(out, i ? ",\n" : "");
		json_document(out, &v[i]);
	}
	buf_z(out, "]\n");
}

/* ---- XML --------------------------------------------------------------------------------- */

static void
xml_escape(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&': buf_z(out, "&amp;"); break;
		case '<': buf_z(out, "&lt;"); break;
		case '>': buf_z(out, "&gt;"); break;
		case '"': buf_z(out, "&quot;"); break;
		default: buf_c(out, s.p[i]);
		}
}

static void
xml_element(struct buf *out, const char *indent, const char *name, str s)
{
	if (!s.n)
		return;
	buf_fmt(out, "%s<%s>", indent, name);
	xml_escape(out, s);
	buf_fmt(out, "</%s>\n", name);
}

static void
xml_people(struct buf *out, const struct metadata *m)
{
	for (size_t i = 0; i < m->n_signers; i++) {
		buf_z(out, "    <SignerInfo>\n");
		xml_element(out, "      ", "Position", m->signers[i].chuc_vu);
		xml_element(out, "      ", "FullName", m->signers[i].ho_ten);
		buf_z(out, "    </SignerInfo>\n");
	}
	for (size_t i = 0; i < m->n_to; i++) {
		buf_z(out, "    <To>\n");
		xml_element(out, "      ", "OrganId", m->to[i].ma_dinh_danh);
		xml_element(out, "      ", "OrganName", m->to[i].ten);
		buf_z(out, "    </To>\n");
	}
}

static void
xml_document(struct buf *out, const struct metadata *m)
{
	buf_z(out, "  <Document id=\"");
	xml_escape(out, m->id);
	buf_z(out, "\">\n    <FileCode>\n");
	for (size_t i = 0; i < N_FIELDS; i++) {
		if (i == FILE_CODE)
			buf_z(out, "    </FileCode>\n");
		if (i == BEFORE_SIGNERS)
			xml_people(out, m);
		xml_element(
		    out, i < FILE_CODE ? "      " : "    ", fields[i].name, value(m, &fields[i]));
	}
	buf_z(out, "  </Document>\n");
}

void
metadata_xml(struct buf *out, const struct metadata *v, size_t n)
{
	buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Documents>\n");
	for (size_t i = 0; i < n; i++)
		xml_document(out, &v[i]);
	buf_z(out, "</Documents>\n");
}

/* ---- CSV --------------------------------------------------------------------------------- */

static void
csv_joined(struct buf *out, struct arena *a, const str *v, size_t n)
{
	buf_c(out, ',');
	csv_field(out, str_join(a, v, n, S("; ")));
}

static void
csv_people(struct buf *out, struct arena *a, const struct metadata *m)
{
	size_t most = m->n_signers > m->n_to ? m->n_signers : m->n_to;
	str *x = NEW_N(a, str, most + 1), *y = NEW_N(a, str, most + 1);

	for (size_t i = 0; i < m->n_signers; i++) {
		x[i] = m->signers[i].chuc_vu;
		y[i] = m->signers[i].ho_ten;
	}
	csv_joined(out, a, x, m->n_signers);
	csv_joined(out, a, y, m->n_signers);
	for (size_t i = 0; i < m->n_to; i++) {
		x[i] = m->to[i].ma_dinh_danh;
		y[i] = m->to[i].ten;
	}
	csv_joined(out, a, x, m->n_to);
	csv_joined(out, a, y, m->n_to);
}

/* With a byte order mark: spreadsheets take the letters for another encoding else. */
void
metadata_csv(struct buf *out, struct arena *a, const struct metadata *v, size_t n)
{
	buf_z(out, "\xEF\xBB\xBFid");
	for (size_t i = 0; i < N_FIELDS; i++)
		buf_fmt(out, "%s,%s",
		    i == BEFORE_SIGNERS ? ",Position,FullName,To.OrganId,To.OrganName" : "",
		    fields[i].name);
	buf_z(out, "\r\n");
	for (size_t i = 0; i < n; i++) {
		csv_field(out, v[i].id);
		for (size_t k = 0; k < N_FIELDS; k++) {
			if (k == BEFORE_SIGNERS)
				csv_people(out, a, &v[i]);
			buf_c(out, ',');
			csv_field(out, value(&v[i], &fields[k]));
		}
		buf_z(out, "\r\n");
	}
}
