#include "core/safety/intake_allergies.h"

#include "core/base/text_folding.h"
#include "core/products/substance_repository.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

QList<Allergy> statedAllergies(const AnswerSet &answers, PatientId patient, const SubstanceCatalogue &substances)
{
    QList<Allergy> stated;
    for (const FactMap &entry : answers.group(u"Q-ALG-ENTRY"_s)) {
        const Fact what = entry.value(u"Q-ALG.what"_s);
        if (!what.isKnown() || what.values.isEmpty())
            continue;
        Allergy allergy;
        allergy.patientId = patient;
        allergy.text = toText(what.values.first());
        if (const Substance *match = substances.named(allergy.text))
            allergy.substance = match->key;
        allergy.reaction =
            reactionFromName(entry.value(u"Q-ALG.reaction"_s).code()).value_or(Reaction::NotStated);
        allergy.severity = allergySeverityFromName(entry.value(u"Q-ALG.severity"_s).code())
                               .value_or(AllergySeverity::NotStated);
        allergy.onset = entry.value(u"Q-ALG.year"_s).date().value_or(PartialDate());
        allergy.source = u"patient"_s;
        stated << allergy;
    }
    return stated;
}

QList<Allergy> notYetListed(const QList<Allergy> &stated, const QList<Allergy> &listed)
{
    QList<Allergy> fresh;
    for (const Allergy &allergy : stated) {
        const auto same = [words = folded(allergy.text)](const Allergy &other) {
            return folded(other.text) == words;
        };
        if (std::none_of(listed.begin(), listed.end(), same) &&
            std::none_of(fresh.begin(), fresh.end(), same))
            fresh << allergy;
    }
    return fresh;
}

Result<> applyIntakeAllergies(Transaction &transaction, PatientId patient, const AnswerSet &answers)
{
    const QList<Allergy> listed = TRY(allergies(transaction.database(), patient));
    const SubstanceCatalogue catalogue = TRY(substances(transaction.database()));
    for (const Allergy &allergy : notYetListed(statedAllergies(answers, patient, catalogue), listed))
        TRY(addAllergy(transaction, allergy));
    const Fact asked = answers.fact(u"Q-ALG"_s);
    const AllergyState state = TRY(allergyState(transaction.database(), patient));
    if (state.asked == AllergyAsked::Listed)
        return {};
    if (asked.yesNo() == false)
        TRY(confirmNoneKnown(transaction, patient));
    else if (asked.state == Fact::State::Unsure)
        TRY(markAskedUnknown(transaction, patient));
    return {};
}

} // namespace dermis
