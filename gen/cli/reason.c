/* cli/reason.c: errno in Vietnamese, for the reasons a clerk may meet; the
 * system's own words for the others. */
#include "reason.h"

#include <errno.h>
#include <string.h>

static const struct {
	int error;
	str vi;
} reasons[] = {
	{ EACCES, STR_INIT("không có quyền") },
	{ EPERM, STR_INIT("không được phép") },
	{ ENOENT, STR_INIT("không có tệp hay thư mục này") },
	{ ENOSPC, STR_INIT("đĩa đã đầy") },
	{ EDQUOT, STR_INIT("hết phần đĩa được cấp") },
	{ EFBIG, STR_INIT("tệp lớn quá mức cho phép") },
	{ EROFS, STR_INIT("đĩa chỉ cho đọc") },
	{ EIO, STR_INIT("đĩa hỏng hoặc mất kết nối") },
	{ EISDIR, STR_INIT("ở đó đang có một thư mục cùng tên") },
	{ ENOTDIR, STR_INIT("một phần của đường dẫn không phải thư mục") },
	{ EEXIST, STR_INIT("đã có tệp cùng tên") },
	{ ENAMETOOLONG, STR_INIT("tên quá dài") },
	{ EMFILE, STR_INIT("mở quá nhiều tệp") },
	{ ENFILE, STR_INIT("hệ thống mở quá nhiều tệp") },
	{ ENOMEM, STR_INIT("hết bộ nhớ") },
	{ EAGAIN, STR_INIT("hết tiến trình được cấp") },
	{ EPIPE, STR_INIT("nơi nhận đã đóng") },
};

str
reason_vi(int error)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].error == error)
			return reasons[i].vi;
	return reason_en(error);
}

str
reason_en(int error)
{
	return str_z(strerror(error));
}
