#pragma once

#include "core/access/practice.h"
#include "core/consents/consent.h"
#include "core/consents/consent_template.h"
#include "core/consents/sheet_content.h"
#include "core/patients/patient.h"
#include "core/safety/allergy.h"
#include "core/safety/safety_check.h"

namespace dermis {

/// All that a sheet is composed from, read at one moment.
struct SheetSources
{
    ConsentTemplate form;
    Practice practice;
    QByteArray logo;
    Patient patient;
    QList<Allergy> allergies;
    AllergyState allergyState;
    SafetyCheck safety;
    std::optional<SheetContent> signedBefore; ///< the sheet of this form and language that the patient signed last
    QDate signedOn;       ///< clinic day of that
    QStringList replaces; ///< short codes of the sheets that this one supersedes
    bool readAloud = false; ///< as asked for (ConsentRequest)
    bool byMark = false;
    QString journalHead;  ///< before this sheet, hex
    QString issuer;       ///< name of who issues or looks at the draft
    QDateTime now;
};

Result<SheetSources> gatherSheetSources(Database &database, const Actor &actor, const QDateTime &now,
                                        const ConsentRequest &request);
/// The sheet as a draft: without short code and fingerprint; begins with what changed since the patient last signed, if they did. InvalidInput names what is wrong with the
/// template.
Result<SheetContent> composeSheet(const SheetSources &sources);

} // namespace dermis
