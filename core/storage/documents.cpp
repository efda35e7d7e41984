#include "core/storage/documents.h"

#include "core/base/sha256.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

QString documentDigest(const QByteArray &bytes)
{
    return QString::fromLatin1(sha256(bytes).toHex());
}

Result<QString> addDocument(Transaction &transaction, const QByteArray &bytes, const QString &mediaType)
{
    const QString digest = documentDigest(bytes);
    {
        auto known = TRY(transaction.prepare(u"SELECT 1 FROM document WHERE digest = :digest"_s));
        known.bind(u":digest"_s, digest);
        TRY(known.run());
        if (TRY(known.next()))
            return digest;
    }
    TRY(transaction.insert(u"document"_s, {{u"digest"_s, digest},
                                           {u"media_type"_s, mediaType},
                                           {u"size"_s, static_cast<qint64>(bytes.size())}}));
    auto content = TRY(transaction.prepare(u"INSERT INTO document_content (digest, bytes) VALUES (:digest, :bytes)"_s));
    content.bind(u":digest"_s, digest).bind(u":bytes"_s, bytes);
    TRY(content.run());
    return digest;
}

Result<QByteArray> document(Database &database, const QString &digest)
{
    auto select = TRY(database.prepare(u"SELECT bytes FROM document_content WHERE digest = :digest"_s));
    select.bind(u":digest"_s, digest);
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"document %1"_s.arg(digest));
    QByteArray bytes = select.bytes(0);
    if (documentDigest(bytes) != digest)
        return fail(ErrorCode::Damaged, u"document %1 no longer matches its digest"_s.arg(digest));
    return bytes;
}

} // namespace dermis
