#include "core/questionnaires/patient_forms.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The form of that url in the list, added when it is not there.
FormOfPatient &formOf(QList<FormOfPatient> &forms, const QString &url)
{
    const auto found = std::find_if(forms.begin(), forms.end(), [&](const FormOfPatient &form) { return form.url == url; });
    if (found != forms.end())
        return *found;
    forms << FormOfPatient{url, url, {}, {}, {}};
    return forms.last();
}

} // namespace

Result<QList<FormOfPatient>> patientForms(Database &database, PatientId patient)
{
    QList<FormOfPatient> forms;
    for (const QuestionnaireEntry &entry : TRY(questionnaires(database))) {
        if (entry.url != intakeUrl())
            formOf(forms, entry.url).title = entry.title.isEmpty() ? entry.url : entry.title;
    }
    for (FormOfPatient &form : forms) {
        const auto asked = currentQuestionnaire(database, form.url);
        if (!asked && asked.error().code != ErrorCode::NotFound)
            return tl::unexpected(asked.error());
        if (!asked)
            continue;
        form.asked = asked->id;
        if (!asked->questionnaire.title().isEmpty())
            form.title = asked->questionnaire.title();
    }
    for (const ResponseEntry &entry : TRY(responses(database, patient))) {
        if (entry.url != intakeUrl())
            formOf(forms, entry.url).responses << entry;
    }
    for (const Draft &draft : TRY(draftsAbout(database, patient.value()))) {
        const auto url = urlOfDraft(draft.key.form);
        if (url && *url != intakeUrl())
            formOf(forms, *url).drafts << draft;
    }
    erase_if(forms, [](const FormOfPatient &form) {
        return form.asked.isNull() && form.responses.isEmpty() && form.drafts.isEmpty();
    });
    std::stable_sort(forms.begin(), forms.end(), [](const FormOfPatient &a, const FormOfPatient &b) {
        return QString::localeAwareCompare(a.title, b.title) < 0;
    });
    return forms;
}

} // namespace dermis
