#include "core/consents/questionnaire_sheet.h"

#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_start.h"
#include "core/patients/patient_repository.h"
#include "core/questionnaires/response_repository.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString titleOf(const Questionnaire &form)
{
    return form.title().simplified().isEmpty() ? u"Questionnaire"_s : form.title().simplified();
}

QString whichForm(const Questionnaire &form)
{
    return form.version().isEmpty() ? titleOf(form) : u"%1, version %2"_s.arg(titleOf(form), form.version());
}

/// Name, birth date and file number for the head of every page.
QList<SheetLine> bannerOf(const std::optional<Patient> &patient)
{
    if (!patient)
        return {{u"Name"_s, {}}, {u"Born"_s, {}}, {u"File"_s, {}}};
    return {{u"Name"_s, patient->fullName()},
            {u"Born"_s, patient->birthDate.isValid() ? sheetDay(patient->birthDate) : u"not recorded"_s},
            {u"File"_s, patient->fileNumber}};
}

SheetContent formSheet(const Questionnaire &form, const SheetContent &start, const std::optional<Patient> &patient, const QDateTime &now)
{
    SheetContent content = start;
    content.kind = SheetKind::Extract;
    content.title = whichForm(form);
    content.form = u"FORM"_s;
    content.source = form.isNamed() ? form.canonical() : QString();
    content.banner = bannerOf(patient);
    if (patient) {
        content.patientName = patient->fullName();
        content.fileNumber = patient->fileNumber;
        content.patientBlock = identityLines(*patient, now);
    }
    QStringList body{u"# "_s + markdownEscaped(titleOf(form))};
    if (patient)
        body << u"[[patient]]"_s;
    content.body = (body << u"[[questions]]"_s << u"[[document control]]"_s).join(u"\n\n"_s);
    if (!form.version().isEmpty())
        content.control << SheetLine{u"Version"_s, form.version()};
    if (!form.language().isEmpty())
        content.control << SheetLine{u"Language"_s, form.language()};
    return content;
}

} // namespace

SheetContent blankFormSheet(const Questionnaire &form, const SheetContent &start, const std::optional<Patient> &patient, const QDateTime &now)
{
    SheetContent content = formSheet(form, start, patient, now);
    content.questionnaire = std::make_shared<FormOnPaper>(FormOnPaper{form, std::nullopt});
    return content;
}

SheetContent filledFormSheet(const Questionnaire &form, const AnswersOnPaper &answers, const SheetContent &start, const Patient &patient,
                             const QDateTime &now)
{
    SheetContent content = formSheet(form, start, patient, now);
    const QDateTime given = answers.response.authored;
    if (given.isValid() && given != answers.savedAt)
        content.control << SheetLine{u"Answered"_s, sheetMoment(given)};
    const QString author = answers.staff.value(answers.author);
    if (answers.savedAt.isValid())
        content.control << SheetLine{u"Saved"_s, author.isEmpty() ? sheetMoment(answers.savedAt)
                                                                  : u"%1, %2"_s.arg(author, sheetMoment(answers.savedAt))};
    content.questionnaire = std::make_shared<FormOnPaper>(FormOnPaper{form, answers});
    return content;
}

Result<SheetContent> blankFormSheet(Database &database, const Actor &actor, const QDateTime &now, const Questionnaire &form,
                                    std::optional<PatientId> patientId)
{
    std::optional<Patient> owner;
    if (patientId) {
        TRY(require(actor, Permission::Identity));
        owner = TRY(patient(database, *patientId));
    }
    const SheetContent start = TRY(startSheet(database, now));
    return blankFormSheet(form, start, owner, now);
}

Result<SheetContent> filledFormSheet(Database &database, const Actor &actor, const QDateTime &now, ResponseId responseId,
                                     const QString &language)
{
    TRY(require(actor, Permission::ReadRecords));
    const SavedResponse saved = TRY(response(database, responseId));
    const Questionnaire form = TRY(formInLanguage(saved.form, language));
    const Patient owner = TRY(patient(database, saved.entry.patient));
    const StaffNames names = TRY(namesOfStaff(database));
    const AnswersOnPaper answers{saved.response, saved.entry.author, saved.entry.savedAt, names};
    const SheetContent start = TRY(startSheet(database, now));
    SheetContent content = filledFormSheet(form, answers, start, owner, now);
    content.control << SheetLine{u"Printed by"_s, actor.name};
    return content;
}

Result<Questionnaire> formInLanguage(const Questionnaire &form, const QString &language)
{
    if (language.isEmpty() || language == form.language())
        return form;
    QStringList known = form.languages();
    if (!known.contains(language)) {
        known.removeAll(QString());
        return fail(ErrorCode::InvalidInput, known.isEmpty() ? u"the form does not say which languages it has"_s
                                                             : u"the form has no \"%1\"; it has %2"_s.arg(language, known.join(u", "_s)));
    }
    return Questionnaire::fromJson(form.json(), language);
}

} // namespace dermis
