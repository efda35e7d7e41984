#include "ui/questionnaires/draft_comparison.h"

#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString comparedText(const Answer &answer)
{
    if (answer.state == AnswerState::NotAsked)
        return DraftComparison::tr("not asked");
    if (answer.state == AnswerState::Unsure)
        return DraftComparison::tr("unsure");
    QStringList values;
    for (const AnswerValue &value : answer.values)
        values << toText(value);
    return values.join(u", "_s);
}

} // namespace

QList<AnswerDifference> answerDifferences(const Questionnaire &questionnaire, const Response &draft,
                                          const Response &saved)
{
    QList<AnswerKey> keys = questionKeys(questionnaire, draft);
    for (const AnswerKey &key : questionKeys(questionnaire, saved)) {
        if (!keys.contains(key))
            keys << key;
    }
    QList<AnswerDifference> differences;
    for (const AnswerKey &key : std::as_const(keys)) {
        const Item *item = questionnaire.find(key.linkId);
        if (item && !draft.answer(key).saysTheSameAs(saved.answer(key)))
            differences << AnswerDifference{u"%1 %2"_s.arg(item->prefix, item->text).trimmed(),
                                            comparedText(draft.answer(key)), comparedText(saved.answer(key))};
    }
    return differences;
}

DraftComparison::DraftComparison(QWidget *parent) : QScrollArea(parent), m_draft(tr("In the draft")), m_saved(tr("Saved"))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("The draft and the saved form"));
}

void DraftComparison::setHeadings(const QString &draft, const QString &saved)
{
    m_draft = draft;
    m_saved = saved;
}

void DraftComparison::show(const Questionnaire &questionnaire, const Response &draft, const Response &saved)
{
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    const auto add = [grid](int row, int column, const QString &text, TypeStyle style, Token colour) {
        auto *label = new TextLabel(text, style, colour);
        label->setWrapped(true);
        grid->addWidget(label, row, column, Qt::AlignTop);
    };
    add(0, 0, tr("Question"), TypeStyle::SmallStrong, &Tokens::text2);
    add(0, 1, m_draft, TypeStyle::SmallStrong, &Tokens::text2);
    add(0, 2, m_saved, TypeStyle::SmallStrong, &Tokens::text2);
    int row = 1;
    for (const AnswerDifference &difference : answerDifferences(questionnaire, draft, saved)) {
        add(row, 0, difference.question, TypeStyle::Body, &Tokens::text);
        add(row, 1, difference.draft, TypeStyle::BodyStrong, &Tokens::text);
        add(row, 2, difference.saved, TypeStyle::Body, &Tokens::text2);
        ++row;
    }
    grid->setRowStretch(row, 1);
    setWidget(content);
    content->setBackgroundRole(QPalette::Base);
    QScrollArea::show();
}

} // namespace dermis
