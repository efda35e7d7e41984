#include "ui/safety/open_questions.h"

#include "ui/context/words.h"
#include "ui/safety/finding_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString questionText(const char *text)
{
    return QCoreApplication::translate("OpenQuestion", text);
}

/// What a question follows: the one that opens it, or the repeating group it belongs to.
QString contextOf(const Questionnaire &form, const Item &item)
{
    for (const EnableWhen &when : item.enableWhen) {
        if (const Item *opens = form.find(when.question))
            return opens->text;
    }
    const Item *group = form.parentOf(item.linkId);
    return group && group->repeats ? group->text : QString();
}

const Evidence *evidenceFor(const Finding &finding, const QString &operand)
{
    const auto found = std::find_if(finding.evidence.begin(), finding.evidence.end(),
                                    [&](const Evidence &one) { return one.operand == operand; });
    return found == finding.evidence.end() ? nullptr : &*found;
}

OpenQuestion describe(const Finding &finding, const QString &operand, const Questionnaire &form)
{
    OpenQuestion open;
    open.operand = operand;
    const Evidence *evidence = evidenceFor(finding, operand);
    open.title = evidence && evidence->question != operand ? evidence->question : finding.rule->title;
    if (const Item *item = form.find(operand)) {
        open.title = item->text;
        open.number = item->prefix;
        open.context = contextOf(form, *item);
    }
    const QString word = markWord(finding);
    open.word = word == severityWord(SeverityMark::NotAsked) ? QString() : word;
    if (evidence && evidence->outOfDate)
        open.earlier =
            questionText("Was “%1” on %2, too old now.").arg(evidence->answer, dateWords(evidence->askedOn));
    return open;
}

} // namespace

bool OpenQuestion::isOfPlan() const
{
    return operand.startsWith(u"PL-"_s) || operand.startsWith(u"ZONE"_s);
}

QList<OpenQuestion> openQuestions(const Assessment &assessment, const Questionnaire &form)
{
    QList<OpenQuestion> open;
    for (const Finding &finding : assessment.findings) {
        if (!finding.isUnknown() || finding.severity() == Severity::Info)
            continue;
        const QString operand = openQuestion(finding);
        auto known = std::find_if(open.begin(), open.end(),
                                  [&](const OpenQuestion &one) { return one.operand == operand; });
        if (known == open.end())
            known = open.insert(open.end(), describe(finding, operand, form));
        if (!known->rules.contains(finding.rule->code))
            known->rules << finding.rule->code;
    }
    return open;
}

} // namespace dermis
