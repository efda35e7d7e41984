#include "ui/safety/rule_set_bar.h"

#include "ui/context/words.h"
#include "ui/safety/finding_words.h"
#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/widgets/button.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <utility>

namespace dermis {

RuleSetBar::RuleSetBar(QWidget *parent)
    : QWidget(parent)
    , m_words(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_question(new TextLabel(QString(), TypeStyle::Small))
    , m_severities(new QWidget)
    , m_password(new PasswordLine(tr("Your password")))
    , m_signOff(new Button(tr("Sign off…")))
    , m_confirm(new Button(tr("Sign off")))
    , m_notNow(new Button(tr("Not now"), ButtonKind::Link))
{
    m_signOff->setWrites();
    m_confirm->setWrites();
    m_words->setWrapped(true);
    m_question->setWrapped(true);
    for (Button *button : {m_signOff, m_confirm, m_notNow})
        button->setSmall(true);
    m_signOff->setAccessibleName(tr("Sign off the rules"));
    auto *first = new QHBoxLayout;
    first->addWidget(m_words, 1);
    first->addWidget(m_signOff);
    auto *second = new QHBoxLayout;
    second->addWidget(m_severities, 1);
    m_password->setPlaceholderText(tr("Your password"));
    second->addWidget(m_password, 0, Qt::AlignBottom);
    second->addWidget(m_notNow, 0, Qt::AlignBottom);
    second->addWidget(m_confirm, 0, Qt::AlignBottom);
    auto *choices = new QVBoxLayout(m_severities);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(2);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(38, 5, 12, 5);
    rows->setSpacing(4);
    rows->addLayout(first);
    rows->addWidget(m_question);
    rows->addLayout(second);
    connect(m_signOff, &Button::clicked, this, [this] {
        askFirst(true);
        (m_mayBeSet.isEmpty() ? static_cast<QWidget *>(m_confirm) : m_mayBeSet.first())
            ->setFocus(Qt::OtherFocusReason);
    });
    connect(m_notNow, &Button::clicked, this, [this] {
        askFirst(false);
        m_signOff->setFocus(Qt::OtherFocusReason);
    });
    connect(m_confirm, &Button::clicked, this, &RuleSetBar::confirm);
    connect(m_password, &QLineEdit::returnPressed, this, &RuleSetBar::confirm);
    askFirst(false);
}

void RuleSetBar::show(const RuleSetInForce &inForce, bool maySign, bool asksPassword)
{
    m_isSigned = !inForce.waitsForSignOff();
    m_maySign = maySign && !inForce.waiting; // own rules are read rule by rule before they are signed, in the settings
    m_asksPassword = asksPassword;
    if (!inForce.signedOff)
        m_words->setText(tr("Rule set %1: proposed, not signed off. No treatment can start until the "
                            "dermatologist signs it off.")
                             .arg(inForce.rules->version()));
    else if (inForce.waiting && !inForce.newerShipped)
        m_words->setText(tr("Rule set %1 is in force.").arg(inForce.rules->version()));
    else if (inForce.newerShipped)
        m_words->setText(tr("Rule set %1, signed off by %2. A newer set waits for sign-off.")
                             .arg(inForce.rules->version(), inForce.signedBy));
    if (inForce.waiting)
        m_words->setText(tr("%1 The practice's own rules %2 wait: the dermatologist reads and signs them off under Settings, Safety rules.")
                             .arg(m_words->text(), inForce.waiting->version));
    setVisible(!m_isSigned);
    if (m_isAsking && !m_isSigned)
        return; // it is being read
    tellWhatIsSigned();
    offerSeverities(inForce.adjustments);
    askFirst(false);
}

void RuleSetBar::tellWhatIsSigned()
{
    const auto shipped = RuleSet::shipped();
    const auto practice = std::count_if(shipped->rules().begin(), shipped->rules().end(),
                                        [](const auto &rule) { return rule->isPracticePolicy(); });
    m_question->setText(
        tr("You sign rule set %1: %2 rules, %3 of them with numbers or wording that are practice policy. "
           "Your signed set may make only these less strict; leave a box empty to keep the rule as shipped.")
            .arg(shipped->version())
            .arg(shipped->rules().size())
            .arg(practice));
}

/// One box for each rule that a signed set may make looser, ticked where the practice did so before.
void RuleSetBar::offerSeverities(const Adjustments &adjustments)
{
    m_kept = adjustments;
    QWidget *before = m_signOff;
    qDeleteAll(std::exchange(m_mayBeSet, {}));
    for (const auto &rule : RuleSet::shipped()->rules()) {
        if (!rule->practiceMaySet)
            continue;
        auto *box =
            new QCheckBox(tr("%1 %2: %3 instead of %4")
                              .arg(rule->code, rule->title, severityWord(markOf(*rule->practiceMaySet)),
                                   severityWord(markOf(rule->severity))));
        box->setToolTip(rule->action);
        box->setChecked(m_kept.value(rule->code, rule->severity) == *rule->practiceMaySet);
        m_kept.remove(rule->code);
        static_cast<QVBoxLayout *>(m_severities->layout())->addWidget(box, 0, Qt::AlignLeft);
        setTabOrder(before, box);
        before = box;
        m_mayBeSet.insert(rule->code, box);
    }
    setTabOrder(before, m_password);
    setTabOrder(m_password, m_notNow);
    setTabOrder(m_notNow, m_confirm);
}

Adjustments RuleSetBar::adjustments() const
{
    Adjustments chosen = m_kept;
    for (auto at = m_mayBeSet.begin(); at != m_mayBeSet.end(); ++at) {
        if (at.value()->isChecked())
            chosen.insert(at.key(), *RuleSet::shipped()->rule(at.key())->practiceMaySet);
    }
    return chosen;
}

void RuleSetBar::confirm()
{
    if (m_asksPassword && m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    Q_EMIT signOffRequested(adjustments(), m_password->take());
}

void RuleSetBar::askFirst(bool asking)
{
    m_isAsking = asking;
    m_question->setVisible(asking);
    m_severities->setVisible(asking);
    m_notNow->setVisible(asking);
    m_confirm->setVisible(asking);
    m_password->take();
    m_password->setVisible(asking && m_asksPassword);
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
