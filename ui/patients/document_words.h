#pragma once

#include "core/consents/record_documents.h"

#include <QCoreApplication>

namespace dermis {

/// The words of a record's documents, for translators.
struct Documents
{
    Q_DECLARE_TR_FUNCTIONS(dermis::Documents)
};

/// What it is: "Consent v1, EN", "Letter or report: Letter of Dr Naidoo".
QString documentTitle(const RecordDocument &document);
QString documentState(const RecordDocument &document);
/// "Page 2 of Q7ZP-4HZV, MSD-00002"
QString filingWords(const FilingStep &step);
/// From where to where a page was moved, by whom, when and why.
QString moveWords(const FilingMove &move);

} // namespace dermis
