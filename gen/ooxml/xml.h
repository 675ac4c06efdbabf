/* ooxml/xml.h: the one way XML is written here.
 *
 * Elements are made as a small tree of nodes, children in the order they are
 * asked for, for one block at a time (a paragraph, a table row, a style). The
 * tree is then saved behind a buffer and freed, so that a part of a megabyte
 * never stands in memory as nodes. What surrounds the blocks is opened and
 * closed in the buffer:
 *
 *     xnode *root = xml_el(NULL, "w:document");
 *     xml_attr(root, "xmlns:w", NS_W);
 *     xml_open(out, root);
 *     for (each paragraph)
 *             xml_save(out, ooxml_write_p(w, NULL, para));
 *     xml_close(out, "w:document");
 *
 * White space is exact: nothing is added between elements or attributes.
 * Text must be free of what XML 1.0 forbids (src_load() has refused it): such
 * a character is a bug of ours and ends the program. */
#ifndef OOXML_XML_H
#define OOXML_XML_H

#include "../base/buf.h"

typedef struct _mxml_node_s xnode;

/* Before anything else here: how Mini-XML writes and fails, in this thread. */
void xml_begin(void);

/* A new element, the last child of parent; parent NULL: a tree of its own,
 * to be given to xml_save() or xml_open(). */
xnode *xml_el(xnode *parent, const char *name);

void xml_attr(xnode *n, const char *name, const char *value);
void xml_attr_int(xnode *n, const char *name, long value);
/* A line end or tab in the value becomes a space, as a reader would make it. */
void xml_attr_str(xnode *n, const char *name, str value);
/* <name w:val="…"/>, most of what WordprocessingML is made of. */
xnode *xml_val(xnode *parent, const char *name, const char *value);
xnode *xml_val_int(xnode *parent, const char *name, long value);
xnode *xml_val_str(xnode *parent, const char *name, str value);
/* Text content, as it is. */
void xml_text(xnode *n, str text);
/* Takes n away again when nothing was put into it. */
void xml_prune(xnode *n);

/* The XML declaration. */
void xml_declare(struct buf *out);
/* The tree behind out; frees it. */
void xml_save(struct buf *out, xnode *n);
/* The start tag of n, which has no children yet; frees n. */
void xml_open(struct buf *out, xnode *n);
void xml_close(struct buf *out, const char *name);

#endif
