#include "core/consents/qr_code.h"

#include <qrencode.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace dermis {

Result<QrCode> qrCode(const QString &text)
{
    const QByteArray bytes = text.toLatin1();
    const std::unique_ptr<QRinput, decltype(&QRinput_free)> input(QRinput_new2(0, QR_ECLEVEL_M),
                                                                  &QRinput_free);
    if (!input || QRinput_append(input.get(), QR_MODE_AN, static_cast<int>(bytes.size()),
                                 reinterpret_cast<const unsigned char *>(bytes.constData())) != 0)
        return fail(ErrorCode::InvalidInput,
                    u"a QR code here holds upper case letters, digits and $%*+-./: only"_s);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeInput(input.get()), &QRcode_free);
    if (!code)
        return fail(ErrorCode::InvalidInput, u"the text is too long for a QR code"_s);
    QrCode result{code->width, {}};
    for (int i = 0; i < code->width * code->width; ++i)
        result.dark << ((code->data[i] & 1) != 0);
    return result;
}

QPainterPath qrOutline(const QrCode &code)
{
    QPainterPath path;
    const qreal module = 1.0 / code.size;
    for (int row = 0; row < code.size; ++row) {
        for (int column = 0; column < code.size; ++column) {
            int run = 0;
            while (column + run < code.size && code.dark.at(row * code.size + column + run))
                ++run;
            if (run > 0)
                path.addRect(column * module, row * module, run * module, module);
            column += run;
        }
    }
    return path;
}

} // namespace dermis
