#include "ui/patients/answers_html.h"

#include "core/questionnaires/enabled_items.h"
#include "ui/context/words.h"
#include "ui/patients/history_tab.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString givenWords(const Answer &answer)
{
    if (answer.state == AnswerState::Unsure)
        return answer.declined ? HistoryTab::tr("Would rather not say") : HistoryTab::tr("Unsure");
    QStringList values;
    for (const AnswerValue &value : answer.values)
        values << toText(value);
    return values.isEmpty() ? HistoryTab::tr("None of these") : capitalised(values.join(u", "_s));
}

QString whenAndWho(const Answer &answer, const std::function<QString(StaffId)> &nameOf)
{
    if (!answer.answeredAt.isValid())
        return {};
    if (!nameOf)
        return dateWords(clinicTime(answer.answeredAt).date());
    const QString name = nameOf(answer.answeredBy);
    const QString who = answer.source == AnswerSource::Patient && !name.isEmpty() ? HistoryTab::tr("the patient, to %1").arg(name) : name;
    return u"%1<br>%2"_s.arg(momentWords(answer.answeredAt), who.toHtmlEscaped());
}

QString rowHtml(const Item &item, const Answer &answer, const std::function<QString(StaffId)> &nameOf)
{
    return u"<tr><td width='34' style='padding:3px 6px'>%1</td><td width='%5' style='padding:3px "
           u"6px'>%2</td>"
           "<td style='padding:3px 6px'><b>%3</b></td><td width='%6' align='right' style='padding:3px 6px'>%4</td></tr>"_s
               .arg(item.prefix.toHtmlEscaped(), item.text.toHtmlEscaped(), givenWords(answer).toHtmlEscaped(),
                    whenAndWho(answer, nameOf), nameOf ? u"44%"_s : u"58%"_s, nameOf ? u"210"_s : u"100"_s);
}

const Item *sectionOf(const Questionnaire &form, const Item *item)
{
    while (const Item *parent = form.parentOf(*item))
        item = parent;
    return item;
}

QString misfitsHtml(const Response &response)
{
    QString html;
    for (const Misfit &misfit : response.misfits())
        html += u"<p style='margin:4px 6px'>%1 <b>%2</b></p>"_s.arg(misfit.linkId().toHtmlEscaped(),
                                                                  misfit.words().join(u", "_s).toHtmlEscaped());
    return html.isEmpty() ? html
                          : u"<p style='margin:10px 6px 0 6px'><b>%1</b></p>"_s.arg(
                                HistoryTab::tr("Kept beside the form")) + html;
}

} // namespace

QString answersHtml(const SavedResponse &saved, const std::function<QString(StaffId)> &nameOf)
{
    const Questionnaire &form = saved.form;
    const EnabledItems enabled(form, saved.response);
    QString html;
    const Item *section = nullptr;
    int open = 0;
    for (const AnswerKey &key : questionKeys(form, saved.response)) {
        const Answer answer = saved.response.answer(key);
        const Item *item = form.find(key.linkId);
        if (answer.state == AnswerState::NotAsked) {
            open += enabled.isEnabled(key) ? 1 : 0;
            continue;
        }
        if (const Item *top = sectionOf(form, item); top != section) {
            if (top != item)
                html += u"<tr><td colspan='4' style='padding:10px 6px 2px 6px'><b>%1</b></td></tr>"_s.arg(
                    top->text.toHtmlEscaped());
            section = top;
        }
        html += rowHtml(*item, answer, nameOf);
    }
    if (section != nullptr)
        html = u"<table width='100%' cellspacing='0'>%1</table>"_s.arg(html);
    if (open > 0)
        html += u"<p style='margin:10px 6px'>%1</p>"_s.arg(open == 1 ? HistoryTab::tr("1 question was not asked.")
                                                                     : HistoryTab::tr("%1 questions were not asked.").arg(open));
    return html + misfitsHtml(saved.response);
}

} // namespace dermis
