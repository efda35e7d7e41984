#include "ui/settings/password_panel.h"

#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/new_password.h"
#include "ui/context/password_proof.h"
#include "ui/context/words.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>

#include <utility>

namespace dermis {

PasswordPanel::PasswordPanel(ClinicContext &context, QWidget *parent)
    : Card(tr("Password"), parent)
    , m_context(context)
    , m_state(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_ask(new Button(Icon::Key, tr("Set a password…")))
    , m_banner(new ErrorBanner)
    , m_presentRow(new QFormLayout)
    , m_present(new PasswordLine(tr("Your present password")))
    , m_new(new NewPassword)
    , m_notNow(new Button(tr("Not now")))
    , m_give(new Button(tr("Set the password"), ButtonKind::Primary))
{
    m_ask->setWrites();
    m_give->setWrites();
    m_state->setWrapped(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_state, 1);
    head->addWidget(m_ask, 0, Qt::AlignTop);
    m_fields = makeFields();
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(2, 0, 2, 0);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addLayout(head);
    column->addWidget(m_fields);
    addPadded(inner);
    connect(m_ask, &Button::clicked, this, &PasswordPanel::ask);
    connect(m_present, &QLineEdit::textChanged, this, &PasswordPanel::showReady);
    connect(m_present, &QLineEdit::returnPressed, m_new, [this] { m_new->setFocus(Qt::OtherFocusReason); });
    connect(m_new, &NewPassword::changed, this, &PasswordPanel::showReady);
    connect(m_new, &NewPassword::returnPressed, m_give, &Button::click);
    connect(m_notNow, &Button::clicked, this, [this] {
        close();
        m_ask->setFocus(Qt::OtherFocusReason);
    });
    connect(m_give, &Button::clicked, this, &PasswordPanel::give);
    close();
}

QWidget *PasswordPanel::makeFields()
{
    m_presentRow->setHorizontalSpacing(12);
    m_presentRow->addRow(tr("Your &present password"), m_present);
    m_new->alignWith(*m_presentRow);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addStretch();
    acts->addWidget(m_notNow);
    acts->addWidget(m_give);
    auto *fields = new QWidget;
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(m_presentRow);
    column->addWidget(m_new);
    column->addLayout(acts);
    return fields;
}

bool PasswordPanel::isOwn() const
{
    return m_person.id == m_context.actor().id;
}

bool PasswordPanel::mayGive() const
{
    return !m_person.id.isNull() && m_person.active &&
           (isOwn() || may(m_context.actor().roles, Permission::ManageStaff));
}

/// Who came by the recovery key has lost theirs.
bool PasswordPanel::asksPresent() const
{
    return isOwn() && m_person.passwordSetAt.isValid() && !m_context.cameByRecoveryKey();
}

void PasswordPanel::setPerson(const Staff &person)
{
    if (person.id != m_person.id) {
        m_banner->clear();
        close();
    }
    m_person = person;
    m_new->setName(person.name);
    showState();
    if (isOwn() && m_context.cameByRecoveryKey() && !std::exchange(m_wasOffered, true))
        ask();
}

void PasswordPanel::showState()
{
    if (m_person.id.isNull())
        m_state->setText(
            tr("Once the person is kept, a password can be set. Without one the person does not sign in."));
    else if (isOwn() && m_context.cameByRecoveryKey())
        m_state->setText(
            tr("You signed in with the recovery key. Set a new password now; the lost one stops working."));
    else if (m_person.passwordSetAt.isValid())
        m_state->setText(tr("Set on %1.").arg(momentWords(m_person.passwordSetAt)));
    else
        m_state->setText(tr("No password yet: %1 cannot sign in.").arg(m_person.name));
    m_ask->setText(m_person.passwordSetAt.isValid() ? tr("Another password…") : tr("Set a password…"));
    m_ask->setVisible(mayGive() && m_fields->isHidden());
}

void PasswordPanel::ask()
{
    if (!mayGive())
        return;
    m_banner->clear();
    m_presentRow->labelForField(m_present)->setVisible(asksPresent());
    m_present->setVisible(asksPresent());
    m_fields->show();
    showState();
    showReady();
    QWidget *first = asksPresent() ? m_present : static_cast<QWidget *>(m_new);
    first->setFocus(Qt::OtherFocusReason);
}

void PasswordPanel::close()
{
    m_present->take();
    m_new->take();
    m_fields->hide();
    showState();
}

void PasswordPanel::showReady()
{
    m_give->setEnabled(m_new->isGood() && (m_present->isHidden() || !m_present->text().isEmpty()));
}

void PasswordPanel::setBusy(bool busy)
{
    m_fields->setEnabled(!busy);
    m_give->setText(busy ? tr("Setting …") : tr("Set the password"));
}

void PasswordPanel::give()
{
    const bool proves = asksPresent();
    setBusy(true);
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), person = m_person, proves,
         present = m_present->take(), chosen = m_new->take()]() -> Result<Staff> {
            const auto database = TRY(Database::open(path));
            if (proves)
                TRY(provePassword(*database, person.id, present, now));
            return givePassword(*database, actor, now, person, chosen);
        },
        [this](const Result<Staff> &person) { settle(person); });
}

void PasswordPanel::settle(const Result<Staff> &person)
{
    setBusy(false);
    if (!person) {
        const ErrorWords told = person.error().code == ErrorCode::NotAllowed && asksPresent()
                                    ? proofWords(m_context, person.error())
                                    : words(person.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return (asksPresent() ? m_present : static_cast<QWidget *>(m_new))->setFocus(Qt::OtherFocusReason);
    }
    if (person->id == m_context.actor().id)
        m_context.setCameByRecoveryKey(false);
    close();
    m_banner->tell({BannerKind::Done,
                    tr("The password of %1 is set").arg(person->name),
                    tr("It opens the clinic from now on; one from before does not."),
                    {}});
    Q_EMIT given(*person);
}

} // namespace dermis
