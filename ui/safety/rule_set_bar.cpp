#include "ui/safety/rule_set_bar.h"

#include "core/base/clock.h"
#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>

namespace dermis {

RuleSetBar::RuleSetBar(QWidget *parent)
    : QWidget(parent)
    , m_words(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_question(new TextLabel(QString(), TypeStyle::Small))
    , m_signOff(new Button(tr("Sign off…")))
    , m_confirm(new Button(tr("Sign off")))
    , m_notNow(new Button(tr("Not now"), ButtonKind::Link))
{
    m_words->setWrapped(true);
    m_question->setWrapped(true);
    for (Button *button : {m_signOff, m_confirm, m_notNow})
        button->setSmall(true);
    m_signOff->setAccessibleName(tr("Sign off the rules"));
    auto *first = new QHBoxLayout;
    first->addWidget(m_words, 1);
    first->addWidget(m_signOff);
    auto *second = new QHBoxLayout;
    second->addWidget(m_question, 1);
    second->addWidget(m_notNow);
    second->addWidget(m_confirm);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(38, 5, 12, 5);
    rows->setSpacing(4);
    rows->addLayout(first);
    rows->addLayout(second);
    connect(m_signOff, &Button::clicked, this, [this] {
        askFirst(true);
        m_confirm->setFocus();
    });
    connect(m_notNow, &Button::clicked, this, [this] { askFirst(false); });
    connect(m_confirm, &Button::clicked, this, &RuleSetBar::signOffRequested);
    askFirst(false);
}

void RuleSetBar::show(const RuleSetInForce &inForce, bool maySign)
{
    const RuleSet &rules = *inForce.rules;
    const auto practice = std::count_if(rules.rules().begin(), rules.rules().end(),
                                        [](const auto &rule) { return rule->isPracticePolicy(); });
    m_isSigned = inForce.signedOff && !inForce.newerShipped;
    m_maySign = maySign;
    if (!inForce.signedOff)
        m_words->setText(tr("Rule set %1: proposed, not signed off. No treatment can start until the "
                            "dermatologist signs it off.")
                             .arg(rules.version()));
    else if (inForce.newerShipped)
        m_words->setText(tr("Rule set %1, signed off by %2. A newer set waits for sign-off.")
                             .arg(rules.version(), inForce.signedBy));
    m_question->setText(
        tr("You sign rule set %1 as shipped: %2 rules, %3 of them with numbers or wording that are "
           "practice policy.")
            .arg(rules.version())
            .arg(rules.rules().size())
            .arg(practice));
    setVisible(!m_isSigned);
    askFirst(false);
}

void RuleSetBar::askFirst(bool asking)
{
    m_question->setVisible(asking);
    m_notNow->setVisible(asking);
    m_confirm->setVisible(asking);
    m_signOff->setVisible(!asking && m_maySign);
}

void RuleSetBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    painter.fillRect(rect(), c.cautionSoft);
    paintIcon(painter, Icon::SeverityCaution, QRectF(12, 8, 16, 16), c.cautionText, c.cautionSoft);
    paintLowerLine(painter, rect(), c.cautionLine);
}

} // namespace dermis
