#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace dermis {

/// One record of a CSV file and the line it begins on, from 1.
struct CsvRecord
{
    qsizetype line = 1;
    QStringList fields;
};

/// The records of a CSV file as RFC 4180 writes it, in UTF-8 with or without a byte-order mark; empty lines
/// are left out. InvalidInput names the line where quotes do not match or bytes are no UTF-8.
Result<QList<CsvRecord>> readCsv(const QByteArray &bytes);
/// Fields as one record with its line end; quoted where they must be.
QString csvLine(const QStringList &fields);

} // namespace dermis
