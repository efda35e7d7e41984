#include "ui/safety/decision_panel.h"

#include "core/base/reason.h"
#include "ui/context/words.h"
#include "ui/safety/antiviral_fields.h"
#include "ui/context/day_field.h"
#include "ui/safety/finding_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_hint.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr Verdict verdicts[] = {Verdict::Proceed, Verdict::Modify, Verdict::Defer, Verdict::Refuse};

} // namespace

DecisionPanel::DecisionPanel(QWidget *parent)
    : Card(tr("Decision of the dermatologist"), parent)
    , m_choices(new QButtonGroup(this))
    , m_changes(new QLineEdit)
    , m_date(new QLineEdit)
    , m_dateNote(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_arithmetic(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_advice(new QPlainTextEdit)
    , m_antiviral(new AntiviralFields)
    , m_reason(new QPlainTextEdit)
    , m_count(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_decided(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_passwordField(new QWidget)
    , m_password(new PasswordLine(tr("Your password")))
    , m_state(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_sign(new Button(Icon::Sign, tr("Sign decision"), ButtonKind::Primary))
    , m_onlyDoctor(new TextLabel(tr("Only the dermatologist decides. You can read it here."), TypeStyle::Body,
                                 &Tokens::text2))
{
    m_sign->setWrites();
    m_form = new QWidget;
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    for (TextLabel *label : {m_decided, m_onlyDoctor, m_dateNote, m_arithmetic, m_state})
        label->setWrapped(true);
    column->addWidget(m_onlyDoctor);
    column->addWidget(m_decided);
    column->addWidget(makeChoices());
    column->addWidget(makeReason());
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    m_form->setBackgroundRole(QPalette::Base);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(scroll, 1);
    body()->addWidget(makeFooter());
    connect(m_choices, &QButtonGroup::idToggled, this, &DecisionPanel::edited);
    connect(m_changes, &QLineEdit::textEdited, this, &DecisionPanel::edited);
    connect(m_date, &QLineEdit::textEdited, this, &DecisionPanel::edited);
    connect(m_advice, &QPlainTextEdit::textChanged, this, &DecisionPanel::edited);
    connect(m_antiviral, &AntiviralFields::changed, this, &DecisionPanel::edited);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &DecisionPanel::edited);
    connect(m_password, &QLineEdit::textChanged, this, &DecisionPanel::showState);
    connect(m_password, &QLineEdit::returnPressed, this, &DecisionPanel::sign);
    connect(m_sign, &Button::clicked, this, &DecisionPanel::sign);
}

void DecisionPanel::addField(QVBoxLayout &column, const QString &label, QWidget *field)
{
    auto *name = new TextLabel(label, TypeStyle::SmallStrong);
    name->setBuddy(field);
    field->setAccessibleName(label);
    column.addWidget(name);
    column.addWidget(field);
}

void DecisionPanel::addChoice(Verdict verdict)
{
    const int index = static_cast<int>(m_hints.size());
    auto *choice = new QRadioButton(verdictWords(verdict));
    choice->setFont(dermis::font(TypeStyle::BodyStrong));
    m_choices->addButton(choice, index);
    m_hints << new TextLabel(QString(), TypeStyle::Small, &Tokens::text2);
    m_hints.last()->setWrapped(true);
}

QWidget *DecisionPanel::makeChoices()
{
    auto *choices = new QWidget;
    auto *rows = new QVBoxLayout(choices);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    for (const Verdict verdict : verdicts) {
        addChoice(verdict);
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new KeyHint(QString::number(m_hints.size())));
        row->addWidget(button(verdict));
        row->addWidget(m_hints.last(), 1);
        rows->addLayout(row);
    }
    m_changesField = new QWidget;
    auto *changes = new QVBoxLayout(m_changesField);
    changes->setContentsMargins(0, 0, 0, 0);
    changes->setSpacing(2);
    addField(*changes, tr("What changes (needed)"), m_changes);
    rows->addWidget(m_changesField);
    m_dateField = new QWidget;
    auto *date = new QVBoxLayout(m_dateField);
    date->setContentsMargins(0, 0, 0, 0);
    date->setSpacing(2);
    addField(*date, tr("Until (needed)"), m_date);
    date->addWidget(m_dateNote);
    date->addWidget(m_arithmetic);
    m_arithmetic->setObjectName(u"deferArithmetic"_s);
    m_date->setObjectName(u"deferUntil"_s);
    m_advice->setObjectName(u"deferAdvice"_s);
    m_advice->setTabChangesFocus(true);
    m_advice->setMinimumHeight(44);
    m_advice->setMaximumHeight(52);
    addField(*date, tr("Until then, for the patient's note"), m_advice);
    rows->addWidget(m_dateField);
    return choices;
}

QWidget *DecisionPanel::makeReason()
{
    auto *fields = new QWidget;
    auto *rows = new QVBoxLayout(fields);
    rows->setContentsMargins(0, 4, 0, 0);
    rows->setSpacing(3);
    rows->addWidget(m_antiviral);
    auto *head = new QHBoxLayout;
    auto *name = new TextLabel(tr("Reason (needed)"), TypeStyle::SmallStrong);
    name->setBuddy(m_reason);
    head->addWidget(name);
    head->addStretch(1);
    head->addWidget(m_count);
    rows->addLayout(head);
    m_reason->setAccessibleName(tr("Reason, needed"));
    m_reason->setTabChangesFocus(true);
    m_reason->setMinimumHeight(50);
    m_reason->setMaximumHeight(86);
    rows->addWidget(m_reason);
    auto *again =
        new TextLabel(tr("It opens again if a rule or an answer changes."), TypeStyle::Small, &Tokens::text2);
    again->setWrapped(true);
    rows->addWidget(again);
    return fields;
}

QWidget *DecisionPanel::makeFooter()
{
    auto *password = new QHBoxLayout(m_passwordField);
    password->setContentsMargins(0, 0, 0, 0);
    password->setSpacing(8);
    auto *name = new TextLabel(tr("Your password"), TypeStyle::SmallStrong);
    name->setBuddy(m_password);
    password->addWidget(name);
    password->addWidget(m_password, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_state, 1);
    row->addWidget(m_sign);
    auto *footer = new QWidget;
    auto *rows = new QVBoxLayout(footer);
    rows->setContentsMargins(12, 6, 12, 8);
    rows->setSpacing(6);
    rows->addWidget(m_passwordField);
    rows->addLayout(row);
    m_sign->setShortcut(QKeySequence(u"Ctrl+Return"_s));
    m_sign->setKeyHint(tr("Ctrl+Enter"));
    return footer;
}

QRadioButton *DecisionPanel::button(Verdict verdict) const
{
    const auto at = std::find(std::begin(verdicts), std::end(verdicts), verdict);
    return static_cast<QRadioButton *>(m_choices->button(static_cast<int>(at - std::begin(verdicts))));
}

bool DecisionPanel::isPossible(Verdict verdict) const
{
    return m_setting.mayDecide && m_setting.possible.contains(verdict);
}

QString DecisionPanel::hintOf(Verdict verdict) const
{
    if (m_setting.mayDecide && !isPossible(verdict))
        return m_setting.closedBecause;
    switch (verdict) {
    case Verdict::Modify:
        return tr("Say what changes");
    case Verdict::Defer:
        if (m_setting.earliest)
            return tr("Earliest sensible date: %1").arg(dateWords(*m_setting.earliest));
        return m_setting.latest.isValid() ? tr("Not before %1").arg(dateWords(m_setting.latest)) : tr("Pick a date");
    case Verdict::Refuse:
        return tr("The reason is kept");
    default:
        return {};
    }
}

void DecisionPanel::setSetting(const DecisionSetting &setting)
{
    m_setting = setting;
    setNote(setting.doctor);
    for (int index = 0; index < m_hints.size(); ++index) {
        m_choices->button(index)->setEnabled(isPossible(verdicts[index]));
        m_hints.at(index)->setText(hintOf(verdicts[index]));
    }
    m_onlyDoctor->setVisible(!setting.mayDecide);
    m_decided->setText(setting.decided.join(u'\n'));
    m_decided->setVisible(!setting.decided.isEmpty());
    m_arithmetic->setText(setting.arithmetic.join(u'\n'));
    m_arithmetic->setVisible(!setting.arithmetic.isEmpty());
    for (QWidget *field : {static_cast<QWidget *>(m_changes), static_cast<QWidget *>(m_date),
                           static_cast<QWidget *>(m_advice), static_cast<QWidget *>(m_antiviral), static_cast<QWidget *>(m_reason)})
        field->setEnabled(setting.mayDecide);
    showState();
}

std::optional<Choice> DecisionPanel::choice() const
{
    if (m_choices->checkedId() < 0)
        return std::nullopt;
    return typed();
}

Choice DecisionPanel::typed() const
{
    Choice choice;
    if (m_choices->checkedId() >= 0)
        choice.verdict = verdicts[m_choices->checkedId()];
    choice.reason = m_reason->toPlainText().trimmed();
    if (choice.verdict == Verdict::Modify)
        choice.modification = m_changes->text().trimmed();
    if (choice.verdict == Verdict::Defer) {
        choice.deferUntil = dayFromTyping(m_date->text());
        choice.advice = m_advice->toPlainText().trimmed();
    }
    if (m_setting.antiviral)
        choice.antiviral = m_antiviral->antiviral();
    return choice;
}

void DecisionPanel::setTyped(const Choice &choice, bool chosen)
{
    m_silent = true;
    clear();
    if (chosen)
        button(choice.verdict)->setChecked(true);
    m_reason->setPlainText(choice.reason);
    m_changes->setText(choice.modification);
    m_date->setText(dayToType(choice.deferUntil));
    m_advice->setPlainText(choice.advice);
    m_actionsOffered = chosen && choice.verdict == Verdict::Defer;
    if (choice.antiviral)
        m_antiviral->setAntiviral(*choice.antiviral);
    m_silent = false;
    showState();
}

void DecisionPanel::clear()
{
    const bool wasSilent = m_silent;
    m_silent = true;
    m_choices->setExclusive(false);
    for (QAbstractButton *choice : m_choices->buttons())
        choice->setChecked(false);
    m_choices->setExclusive(true);
    m_reason->clear();
    m_changes->clear();
    m_date->clear();
    m_advice->clear();
    m_actionsOffered = false;
    m_password->take();
    m_antiviral->setAntiviral({});
    m_silent = wasSilent;
    showState();
}

QString DecisionPanel::missing() const
{
    if (!m_setting.mayDecide)
        return tr("Only the dermatologist decides.");
    if (m_setting.covered == 0)
        return tr("Nothing here waits for a decision.");
    const auto chosen = choice();
    if (!chosen)
        return tr("choose 1 to 4");
    if (!isPossible(chosen->verdict))
        return m_setting.closedBecause;
    if (chosen->verdict == Verdict::Modify && chosen->modification.isEmpty())
        return tr("say what changes");
    if (chosen->verdict == Verdict::Defer && chosen->deferUntil <= m_setting.today)
        return tr("a date after today");
    if (m_setting.antiviral && !m_antiviral->missing().isEmpty() && chosen->verdict != Verdict::Refuse)
        return m_antiviral->missing();
    const int lacking = shortestReason - static_cast<int>(chosen->reason.size());
    if (lacking > 0)
        return tr("a reason, %1 more characters").arg(lacking);
    return m_setting.asksPassword && m_password->text().isEmpty() ? tr("your password") : QString();
}

void DecisionPanel::sign()
{
    if (missing().isEmpty())
        Q_EMIT signRequested(*choice(), m_password->take());
}

void DecisionPanel::setBusy(bool busy)
{
    if (!m_setting.asksPassword)
        return;
    if (busy)
        m_password->setFocus(Qt::OtherFocusReason); // what is disabled next would pass the keyboard on
    m_password->setReadOnly(busy);
    m_form->setEnabled(!busy);
    showState();
    if (busy)
        m_state->setText(tr("Checking the password …"));
}

void DecisionPanel::askPasswordAgain()
{
    m_password->setFocus(Qt::OtherFocusReason);
}

void DecisionPanel::edited()
{
    if (m_silent)
        return;
    if (button(Verdict::Defer)->isChecked())
        offerDeferral();
    showState();
    Q_EMIT changed();
}

/// The computed date and what the rules say is to be done, to be changed as the doctor sees fit.
void DecisionPanel::offerDeferral()
{
    if (m_actionsOffered)
        return;
    m_actionsOffered = true;
    const QSignalBlocker silent(m_advice);
    if (m_date->text().isEmpty() && m_setting.earliest)
        m_date->setText(dayToType(*m_setting.earliest));
    if (m_advice->toPlainText().isEmpty())
        m_advice->setPlainText(m_setting.actions);
}

QString DecisionPanel::dateNote() const
{
    const QDate until = dayFromTyping(m_date->text());
    if (!until.isValid())
        return tr("Type a day, such as 14 Dec 2026.");
    const QString day = QLocale().toString(until, u"dddd, d MMMM yyyy"_s);
    if (m_setting.latest.isValid() && until < m_setting.latest)
        return tr("%1. A finding still stands then. It ends on %2.").arg(day, dateWords(m_setting.latest));
    if (m_setting.earliest && until > *m_setting.earliest)
        return tr("%1. Computed: %2.").arg(day, dateWords(*m_setting.earliest));
    return day;
}

void DecisionPanel::showChoices()
{
    m_changesField->setVisible(button(Verdict::Modify)->isChecked());
    m_dateField->setVisible(button(Verdict::Defer)->isChecked());
    m_dateNote->setText(dateNote());
    m_antiviral->setVisible(m_setting.antiviral);
}

void DecisionPanel::showState()
{
    showChoices();
    const int length = static_cast<int>(m_reason->toPlainText().trimmed().size());
    m_count->setText(length < shortestReason
                         ? tr("%1 of at least %2 characters").arg(length).arg(shortestReason)
                         : tr("%1 characters").arg(length));
    const QString gap = missing();
    m_sign->setEnabled(gap.isEmpty());
    m_sign->setVisible(m_setting.mayDecide);
    m_passwordField->setVisible(m_setting.mayDecide && m_setting.asksPassword && m_setting.covered > 0);
    if (gap.isEmpty() && m_setting.open.isEmpty())
        m_state->setText(m_setting.covered == 1
                             ? tr("Ready to sign, for 1 finding.")
                             : tr("Ready to sign, for %1 findings.").arg(m_setting.covered));
    else if (gap.isEmpty())
        m_state->setText(tr("Ready to sign. Still open then: %1").arg(m_setting.open));
    else if (m_setting.mayDecide && m_setting.covered > 0)
        m_state->setText(m_setting.open.isEmpty()
                             ? tr("To sign: %1").arg(gap)
                             : tr("To sign: %1. Also open: %2").arg(gap, m_setting.open));
    else
        m_state->setText(gap);
}

QWidget *DecisionPanel::firstControl() const
{
    for (QAbstractButton *choice : m_choices->buttons()) {
        if (choice->isEnabled())
            return choice;
    }
    return m_reason;
}

bool DecisionPanel::chooseByKey(const QKeyEvent &event)
{
    const int digit = event.text().toInt();
    QAbstractButton *choice = digit > 0 ? m_choices->button(digit - 1) : nullptr;
    if (!choice || !choice->isEnabled())
        return false;
    choice->setChecked(true);
    choice->setFocus(Qt::ShortcutFocusReason);
    return true;
}

} // namespace dermis
