#include "ui/questionnaires/questions_pane.h"

#include "ui/questionnaires/draft_comparison.h"
#include "ui/questionnaires/find_bar.h"
#include "ui/questionnaires/form_difference_view.h"
#include "ui/questionnaires/language_box.h"
#include "ui/questionnaires/section_view.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_hint.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace dermis {

QuestionsPane::QuestionsPane(QWidget *parent)
    : QWidget(parent)
    , m_heading(new TextLabel(QString(), TypeStyle::Title))
    , m_parts(new SegmentedControl(tr("Part of the page"), {tr("Questions"), tr("Beside them")}))
    , m_language(new QComboBox)
    , m_hand(new Button(tr("Hand to patient…")))
    , m_find(new FindBar)
    , m_stack(new QStackedWidget)
    , m_questions(new SectionView)
    , m_comparison(new DraftComparison)
    , m_difference(new FormDifferenceView)
{
    m_stack->addWidget(m_questions);
    m_stack->addWidget(m_comparison);
    m_stack->addWidget(m_difference);
    m_language->setAccessibleName(tr("Language of the form"));
    m_language->hide();
    m_hand->setSmall(true);
    m_hand->setWrites();
    m_hand->hide();
    connect(m_hand, &Button::clicked, this, &QuestionsPane::handRequested);
    m_questions->setAccessibleName(tr("Questions"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_find);
    column->addWidget(m_stack, 1);
    connect(m_language, &QComboBox::activated, this,
            [this](int index) { Q_EMIT languageChosen(m_language->itemData(index).toString()); });
    connect(m_parts, &SegmentedControl::chosen, this, &QuestionsPane::showPart);
}

QWidget *QuestionsPane::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 4, 16, 4);
    row->setSpacing(10);
    row->addWidget(m_heading, 1);
    m_hints = {new KeyHint(tr("Y", "key for yes"), tr("yes")), new KeyHint(tr("N", "key for no"), tr("no")),
               new KeyHint(u"?"_s, tr("unsure")), new KeyHint(tr("Enter"), tr("next"))};
    for (KeyHint *hint : std::as_const(m_hints))
        row->addWidget(hint);
    row->addWidget(m_language);
    row->addWidget(m_hand);
    row->addWidget(m_parts);
    m_parts->hide();
    header->setMinimumHeight(42);
    return header;
}

void QuestionsPane::setHeading(const QString &heading)
{
    m_heading->setText(heading);
}

void QuestionsPane::setSideTitle(const QString &title)
{
    m_parts->setSegmentText(1, title);
}

void QuestionsPane::showQuestions()
{
    m_parts->setCurrent(0);
    m_stack->setCurrentWidget(m_questions);
}

void QuestionsPane::showComparison()
{
    m_stack->setCurrentWidget(m_comparison);
}

void QuestionsPane::showDifference()
{
    m_stack->setCurrentWidget(m_difference);
}

void QuestionsPane::setLanguages(const QStringList &languages, const QString &current)
{
    fillLanguages(*m_language, languages, current);
}

void QuestionsPane::setMayHand(bool may, bool now)
{
    m_hand->setVisible(may);
    m_hand->setEnabled(now);
}

void QuestionsPane::takeSide(QWidget *side)
{
    m_side = side;
    m_stack->addWidget(side);
    m_parts->show();
    for (KeyHint *hint : std::as_const(m_hints))
        hint->hide();
    showPart(0);
}

void QuestionsPane::giveSideBack()
{
    if (m_side)
        m_stack->removeWidget(m_side);
    m_side = nullptr;
    m_parts->hide();
    for (KeyHint *hint : std::as_const(m_hints))
        hint->show();
    showPart(0);
}

void QuestionsPane::showPart(int part)
{
    m_parts->setCurrent(part);
    m_stack->setCurrentWidget(part == 1 && m_side ? m_side : m_questions);
}

void QuestionsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().line);
}

} // namespace dermis
