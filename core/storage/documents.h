#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace dermis {

class Database;
class Transaction;

/// SHA-256 of the bytes in lower-case hex: a document's address.
QString documentDigest(const QByteArray &bytes);
/// Keeps bytes once under their digest and gives it; the same bytes twice are one document.
Result<QString> addDocument(Transaction &transaction, const QByteArray &bytes, const QString &mediaType);
/// The bytes at an address; Damaged when they no longer match it, NotFound when there are none.
Result<QByteArray> document(Database &database, const QString &digest);

} // namespace dermis
