#include "core/base/whole_file.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace dermis {

Result<> writeWhole(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(path, file.errorString()));
    return {};
}

} // namespace dermis
