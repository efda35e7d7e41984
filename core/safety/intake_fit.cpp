#include "core/safety/intake_fit.h"

#include "core/access/permissions.h"
#include "core/questionnaires/form_edit.h"
#include "core/safety/facts.h"
#include "core/safety/zones.h"
#include "core/storage/transaction.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// What the program itself reads of an intake, beside the rules: allergies and the examined areas.
const QStringList &readByProgram()
{
    static const QStringList linkIds{u"Q-ALG"_s,          u"Q-ALG-ENTRY"_s, u"Q-ALG.what"_s,      u"Q-ALG.reaction"_s, u"Q-ALG.severity"_s,
                                     u"Q-ALG.year"_s,     u"X-AREA"_s,      u"X-AREA.zone"_s,     u"X-AREA.findings"_s,
                                     u"X-AREA.papules"_s, u"X-AREA.pustules"_s};
    return linkIds;
}

/// Adds the codes that a condition compares the operand's values with.
void addNamedCodes(const Condition &condition, int operand, QStringList &codes)
{
    for (const Condition &child : condition.children)
        addNamedCodes(child, operand, codes);
    if (condition.operand != operand)
        return;
    for (const AnswerValue &value : condition.values) {
        if (const auto *coding = std::get_if<Coding>(&value); coding != nullptr && !codes.contains(coding->code))
            codes << coding->code;
    }
}

QStringList namedCodes(const Rule &rule, int operand)
{
    QStringList codes;
    addNamedCodes(rule.condition, operand, codes);
    if (rule.planned)
        addNamedCodes(*rule.planned, operand, codes);
    return codes;
}

bool isDerived(const QString &operand)
{
    const auto &derived = derivedOperands();
    return std::ranges::any_of(derived, [&](const DerivedOperand &one) { return one.name == operand; });
}

QString codeIn(const Option &option)
{
    const auto *coding = std::get_if<Coding>(&option.value);
    return coding == nullptr ? QString() : coding->code;
}

const Option *offered(const Item &item, const QString &code)
{
    const auto found = std::ranges::find_if(item.options, [&](const Option &option) { return codeIn(option) == code; });
    return found == item.options.end() ? nullptr : &*found;
}

const QString safetyCheck = u"the safety check"_s;
constexpr qsizetype mostProblemsSaid = 5;

/// Compares one form with the one before it, question by question.
class FitCheck
{
public:
    FitCheck(const RuleSet &rules, const Questionnaire &intake, const Questionnaire &before)
        : m_rules(rules), m_intake(intake), m_before(before)
    {
    }
    QStringList problems();

private:
    void checkQuestion(const QString &linkId, const QString &reader);
    void checkCodes(const Rule &rule, int operand);
    void checkZones();
    void say(const QString &problem, const QString &reader);

    const RuleSet &m_rules;
    const Questionnaire &m_intake;
    const Questionnaire &m_before;
    QStringList m_problems;
    QList<QStringList> m_readers; ///< of each problem
};

void FitCheck::say(const QString &problem, const QString &reader)
{
    const qsizetype known = m_problems.indexOf(problem);
    if (known < 0) {
        m_problems << problem;
        m_readers << QStringList{reader};
    } else if (!m_readers.at(known).contains(reader)) {
        m_readers[known] << reader;
    }
}

void FitCheck::checkQuestion(const QString &linkId, const QString &reader)
{
    const Item *before = m_before.find(linkId);
    const Item *now = m_intake.find(linkId);
    if (now == nullptr)
        return say(u"%1 is missing"_s.arg(linkId), reader);
    if (before == nullptr)
        return;
    if (now->typeName != before->typeName || now->repeats != before->repeats)
        say(u"%1 must be of type %2%3"_s.arg(linkId, before->typeName, before->repeats ? u", repeating"_s : u""_s), reader);
    if (m_intake.repeatingGroupsAround(linkId) != m_before.repeatingGroupsAround(linkId))
        say(u"%1 must stay in its repeating group"_s.arg(linkId), reader);
    if (before->isDoctorsOnly() && !now->isDoctorsOnly())
        say(u"%1 must stay the dermatologist's alone"_s.arg(linkId), reader);
    if (before->unit != now->unit)
        say(u"%1 must stay in the unit \"%2\""_s.arg(linkId, before->unit), reader);
    for (const Option &option : before->options) { // "none" is an empty list, by being exclusive
        const Option *same = offered(*now, codeIn(option));
        if (option.exclusive && (same == nullptr || !same->exclusive))
            say(u"%1 must keep \"%2\", which excludes all others"_s.arg(linkId, codeIn(option)), reader);
    }
}

void FitCheck::checkCodes(const Rule &rule, int operand)
{
    const QString linkId = m_rules.operands().at(operand);
    const Item *before = m_before.find(linkId);
    const Item *now = m_intake.find(linkId);
    if (before == nullptr || now == nullptr)
        return;
    const QStringList codes = namedCodes(rule, operand);
    for (const QString &code : codes) {
        if (offered(*before, code) != nullptr && offered(*now, code) == nullptr)
            say(u"%1 lacks the answer \"%2\""_s.arg(linkId, code), rule.code);
    }
}

/// What is examined must be a place that the plan knows.
void FitCheck::checkZones()
{
    const Item *zone = m_intake.find(u"X-AREA.zone"_s);
    const Item *before = m_before.find(u"X-AREA.zone"_s); // may offer "elsewhere"
    if (zone == nullptr || before == nullptr)
        return;
    for (const Option &option : zone->options) {
        if (findZone(codeIn(option)) == nullptr && offered(*before, codeIn(option)) == nullptr)
            say(u"X-AREA.zone offers \"%1\", which is no zone of the plan"_s.arg(codeIn(option).isEmpty() ? option.label() : codeIn(option)), safetyCheck);
    }
}

QStringList FitCheck::problems()
{
    for (const QString &linkId : readByProgram())
        checkQuestion(linkId, safetyCheck);
    for (const auto &rule : m_rules.rules()) {
        for (const int operand : rule->operands) {
            const QString name = m_rules.operands().at(operand);
            if (isDerived(name))
                continue;
            checkQuestion(name, rule->code);
            checkCodes(*rule, operand);
        }
    }
    checkZones();
    QStringList lines;
    for (qsizetype i = 0; i < m_problems.size(); ++i)
        lines << u"%1; %2 %3 it"_s.arg(m_problems.at(i), m_readers.at(i).join(u", "_s), m_readers.at(i).size() == 1 ? u"reads"_s : u"read"_s);
    return lines;
}

Result<> checkFits(Database &database, const Questionnaire &form)
{
    const QStringList problems = TRY(intakeProblems(database, form));
    if (problems.isEmpty())
        return {};
    QString said = problems.first(std::min(problems.size(), mostProblemsSaid)).join(u". "_s);
    if (problems.size() > mostProblemsSaid)
        said += u". And %1 more"_s.arg(problems.size() - mostProblemsSaid);
    return invalidInput(u"the safety rules cannot read this intake: %1"_s.arg(said));
}

} // namespace

QStringList intakeProblems(const RuleSet &rules, const Questionnaire &intake, const Questionnaire &before)
{
    return FitCheck(rules, intake, before).problems();
}

Result<QStringList> intakeProblems(Database &database, const Questionnaire &form)
{
    if (form.url() != intakeUrl())
        return QStringList();
    const Questionnaire shipped = TRY(shippedQuestionnaire(intakeUrl()));
    const RuleSetInForce inForce = TRY(ruleSetInForce(database));
    QStringList problems = intakeProblems(*RuleSet::shipped(), form, shipped);
    const auto current = currentQuestionnaire(database, intakeUrl()); // a clinic's own rules may read questions of its own
    const QStringList ofInForce = intakeProblems(*inForce.rules, form, current ? current->questionnaire : shipped);
    for (const QString &problem : ofInForce) {
        if (!problems.contains(problem))
            problems << problem;
    }
    return problems;
}

QStringList rulesNaming(const RuleSet &rules, const QString &linkId, const QString &code)
{
    const auto operand = static_cast<int>(rules.operands().indexOf(linkId));
    QStringList names;
    if (operand < 0)
        return names;
    for (const auto &rule : rules.rules()) {
        if (namedCodes(*rule, operand).contains(code))
            names << rule->code;
    }
    return names;
}

Result<> activateQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, QuestionnaireId id)
{
    TRY(require(actor, Permission::PublishForms));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Questionnaire form = TRY(questionnaire(database, id));
    TRY(checkFits(database, form));
    TRY(setQuestionnaireActive(transaction, id));
    return transaction.commit();
}

Result<QuestionnaireId> publishQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, const EditedForm &edited)
{
    TRY(require(actor, Permission::PublishForms));
    const FormEdit edit = TRY(FormEdit::fromJson(edited.json));
    const Questionnaire form = TRY(edit.finished());
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const auto active = currentQuestionnaire(database, form.url());
    if ((active ? active->id : QuestionnaireId()) != edited.activeBefore)
        return fail(ErrorCode::Conflict, active ? u"version %1 became active since this was begun"_s.arg(active->questionnaire.version())
                                                : u"the form was retired since this was begun"_s);
    TRY(checkFits(database, form));
    const QuestionnaireId id = TRY(insertOwnQuestionnaire(transaction, form));
    TRY(setQuestionnaireActive(transaction, id));
    if (edited.draft)
        TRY(endDraft(transaction, *edited.draft));
    TRY(transaction.commit());
    return id;
}

} // namespace dermis
