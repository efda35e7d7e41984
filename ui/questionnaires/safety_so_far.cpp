#include "ui/questionnaires/safety_so_far.h"

#include "ui/context/words.h"
#include "ui/safety/finding_words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QAccessible>
#include <QHBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// One finding in short: shape and word, what, why, which rule.
class ShortFinding : public QWidget
{
public:
    ShortFinding(SeverityMark mark, const QString &word, const QString &title, const QString &why,
                 const QString &rule)
        : m_mark(mark)
    {
        auto *lines = new QVBoxLayout(this);
        lines->setContentsMargins(42, 8, 12, 9);
        lines->setSpacing(0);
        lines->addWidget(new TextLabel(word, TypeStyle::SmallStrong, look(mark).text));
        add(*lines, title, TypeStyle::BodyStrong, &Tokens::text);
        add(*lines, why, TypeStyle::Small, &Tokens::text2);
        add(*lines, rule, TypeStyle::Small, &Tokens::text2);
        setAccessibleName(sentences({word, title, why, rule}));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, look(m_mark).icon, QRectF(14, 10, 18, 18), tokens().*look(m_mark).text,
                  tokens().subtle);
        paintLowerLine(painter, rect(), tokens().line);
    }

private:
    static void add(QVBoxLayout &lines, const QString &text, TypeStyle style, Token colour)
    {
        if (text.isEmpty())
            return;
        auto *label = new TextLabel(text, style, colour);
        label->setWrapped(true);
        lines.addWidget(label);
    }
    SeverityMark m_mark;
};

// Says only that questions are open, which stands here in numbers.
const QString checklistRule = u"MN-CAP-10"_s;

} // namespace

bool saysMoreThanNotAsked(const Finding &finding)
{
    const bool anyKnown = std::any_of(finding.evidence.begin(), finding.evidence.end(),
                                      [](const Evidence &evidence) { return evidence.known; });
    return anyKnown && finding.rule->settledBy != SettledBy::Sheet && finding.rule->code != checklistRule;
}

SafetySoFar::SafetySoFar(QWidget *parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea)
    , m_clear(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_why(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_showWhy(new Button(tr("Which"), ButtonKind::Link))
    , m_foot(foot())
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 8, 12, 8);
    head->addWidget(new TextLabel(tr("Safety so far"), TypeStyle::BodyStrong));
    head->addStretch(1);
    head->addWidget(new TextLabel(tr("from the draft"), TypeStyle::Small, &Tokens::text2));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_rows = new QVBoxLayout;
    column->addLayout(m_rows);
    column->addWidget(m_foot);
    column->addStretch(1);
    m_foot->hide();
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    content->setBackgroundRole(QPalette::AlternateBase);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Safety so far"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
}

QWidget *SafetySoFar::foot()
{
    m_why->setWrapped(true);
    m_why->hide();
    m_showWhy->setSmall(true);
    m_showWhy->setAccessibleName(tr("Which rules are clear"));
    connect(m_showWhy, &Button::clicked, this, [this] { m_why->setVisible(m_why->isHidden()); });
    auto *advice =
        new TextLabel(tr("Findings help the dermatologist, who decides."), TypeStyle::Small, &Tokens::text2);
    advice->setWrapped(true);
    auto *foot = new QWidget;
    auto *grid = new QGridLayout(foot);
    grid->setContentsMargins(14, 8, 12, 8);
    grid->addWidget(m_clear, 0, 0);
    grid->addWidget(m_showWhy, 0, 1, Qt::AlignRight);
    grid->addWidget(advice, 1, 0, 1, 2);
    grid->addWidget(m_why, 2, 0, 1, 2);
    return foot;
}

void SafetySoFar::show(const Assessment &assessment, int notAsked, int required)
{
    while (const auto place = std::unique_ptr<QLayoutItem>(m_rows->takeAt(0)))
        place->widget()->deleteLater();
    QStringList shown;
    for (const Finding &finding : assessment.withOutcome(Outcome::Fired)) {
        if (!saysMoreThanNotAsked(finding))
            continue;
        shown << titleOf(finding);
        m_rows->addWidget(new ShortFinding(markOf(finding), markWord(finding), titleOf(finding), finding.rule->message,
                             tr("Rule %1 version %2").arg(finding.rule->code).arg(finding.rule->version)));
    }
    m_count = static_cast<int>(shown.size());
    if (notAsked > 0)
        m_rows->addWidget(new ShortFinding(SeverityMark::NotAsked, severityWord(SeverityMark::NotAsked),
                             notAsked == 1 ? tr("1 question not asked")
                                           : tr("%1 questions not asked").arg(notAsked),
                             tr("%1 must be answered before treatment.").arg(required), QString()));
    showClear(assessment.withOutcome(Outcome::Clear));
    const bool isNew = std::any_of(shown.begin(), shown.end(),
                                   [&](const QString &title) { return !m_shown.contains(title); });
    m_shown = shown;
    if (isNew) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void SafetySoFar::showClear(const QList<Finding> &clear)
{
    QStringList lines;
    for (const Finding &finding : clear)
        lines << tr("%1 %2").arg(finding.rule->code, finding.rule->title);
    m_clear->setText(m_count > 0 ? tr("%1 other rules checked and clear").arg(clear.size())
                                 : tr("%1 rules checked and clear").arg(clear.size()));
    m_why->setText(lines.join(u'\n'));
    m_foot->show();
}

void SafetySoFar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().subtle);
    painter.fillRect(QRect(0, 0, 1, height()), tokens().line);
}

} // namespace dermis
