#include "ui/shell/lock_page.h"

#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/person_list.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>

namespace dermis {

namespace {

constexpr int visibleRows = 5;

} // namespace

LockPage::LockPage(QWidget *parent)
    : FrontPage(parent)
    , m_title(new TextLabel(QString(), TypeStyle::Name))
    , m_subtitle(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_card(new Card)
    , m_list(new PersonList(tr("Who is at the computer?")))
    , m_name(new QLineEdit)
    , m_label(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_password(new PasswordLine(tr("Password")))
    , m_unlock(new Button(tr("Unlock"), ButtonKind::Primary))
    , m_capsLock(new TextLabel(tr("Caps Lock is on"), TypeStyle::Small, &Tokens::cautionText))
    , m_banner(new ErrorBanner)
    , m_someoneElse(new Button(tr("Not you? Sign in as someone else"), ButtonKind::Link))
    , m_forgot(new Button(tr("Forgot password"), ButtonKind::Link))
    , m_otherFile(new Button(tr("Open another clinic file"), ButtonKind::Link))
{
    m_name->setPlaceholderText(tr("Your name, as it stands under People"));
    m_name->setAccessibleName(tr("Your name"));
    m_subtitle->setWrapped(true);
    m_unlock->setLarge(true);
    m_unlock->setKeyHint(tr("Enter"));
    m_capsLock->hide();
    makeForm();
    connect(m_list, &PersonList::currentRowChanged, this, &LockPage::showPerson);
    connect(m_list, &PersonList::activated, this, [this] { m_password->setFocus(Qt::OtherFocusReason); });
    connect(m_name, &QLineEdit::textChanged, this, &LockPage::showPerson);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_password->setFocus(Qt::OtherFocusReason); });
    connect(m_password, &QLineEdit::returnPressed, this, &LockPage::accept);
    connect(m_password, &PasswordLine::capsLockSeen, m_capsLock, &TextLabel::setVisible);
    connect(m_unlock, &Button::clicked, this, &LockPage::accept);
    connect(m_someoneElse, &Button::clicked, this, &LockPage::askName);
    connect(m_forgot, &Button::clicked, this, &LockPage::askRecoveryKey);
    connect(m_otherFile, &Button::clicked, this, &LockPage::otherFileRequested);
}

void LockPage::makeForm()
{
    m_card->body()->addWidget(m_list);
    auto *entry = new QHBoxLayout;
    entry->setSpacing(8);
    entry->addWidget(m_password, 1);
    entry->addWidget(m_unlock);
    auto *links = new QHBoxLayout;
    links->addWidget(m_someoneElse);
    links->addStretch();
    links->addWidget(m_forgot);
    form()->addWidget(m_title);
    form()->addWidget(m_subtitle);
    form()->addSpacing(14);
    form()->addWidget(m_banner);
    form()->addWidget(m_card);
    form()->addWidget(m_name);
    form()->addSpacing(14);
    form()->addWidget(m_label);
    form()->addLayout(entry);
    form()->addWidget(m_capsLock);
    form()->addSpacing(14);
    form()->addLayout(links);
    form()->addWidget(m_otherFile, 0, Qt::AlignLeft);
    setFoot(tr("No patient names are shown while locked."));
}

void LockPage::begin(const QList<KnownPerson> &people, const QString &name, const QDateTime &lockedAt, int idleMinutes)
{
    m_people = people;
    m_asksRecoveryKey = false;
    m_banner->clear();
    m_title->setText(lockedAt.isValid() ? tr("Locked at %1").arg(timeWords(lockedAt)) : tr("Sign in"));
    if (idleMinutes > 0)
        m_subtitle->setText(tr("Nobody typed for %1 minutes. Your work is where you left it.").arg(idleMinutes));
    else
        m_subtitle->setText(lockedAt.isValid() ? tr("Your work is where you left it.")
                                               : tr("The clinic is encrypted. It opens with your password."));
    QList<PersonRow> rows;
    int current = 0;
    for (const KnownPerson &person : people) {
        if (person.name == name)
            current = static_cast<int>(rows.size());
        rows << PersonRow{person.name, person.role, {}};
    }
    m_list->setPeople(rows);
    m_list->setFixedHeight(std::clamp(static_cast<int>(rows.size()), 1, visibleRows) * PersonList::rowHeight);
    m_list->setCurrentRow(current);
    m_card->setVisible(!rows.isEmpty());
    m_name->setVisible(rows.isEmpty());
    m_name->setText(rows.isEmpty() ? name : QString());
    m_someoneElse->setVisible(!rows.isEmpty());
    m_otherFile->setVisible(!lockedAt.isValid());
    m_forgot->show();
    m_password->take();
    m_unlock->setText(tr("Unlock"));
    showPerson();
    QWidget *first = rows.isEmpty() && name.isEmpty() ? static_cast<QWidget *>(m_name) : m_password;
    first->setFocus(Qt::OtherFocusReason);
}

QString LockPage::name() const
{
    if (!m_name->isHidden())
        return m_name->text().trimmed();
    const int row = m_list->currentRow();
    return row >= 0 && row < m_people.size() ? m_people.at(row).name : QString();
}

void LockPage::showPerson()
{
    if (m_asksRecoveryKey)
        m_label->setText(tr("Recovery key, as it stands on the printed sheet"));
    else
        m_label->setText(name().isEmpty() ? tr("Password") : tr("Password of %1").arg(name()));
    m_password->setAccessibleName(m_label->text());
}

void LockPage::askName()
{
    m_asksRecoveryKey = false;
    m_banner->clear();
    m_forgot->show();
    m_card->hide();
    m_someoneElse->hide();
    m_name->show();
    m_name->setFocus(Qt::OtherFocusReason);
    showPerson();
}

void LockPage::askRecoveryKey()
{
    m_asksRecoveryKey = true;
    m_banner->tell({BannerKind::Draft, tr("An owner can give you a new password"),
                    tr("It is done in Settings, People. If no owner can sign in, type the printed recovery key: it opens the clinic "
                       "as the owner."),
                    {}});
    m_card->hide();
    m_name->hide();
    m_forgot->hide();
    m_someoneElse->show();
    showPerson();
    m_password->setFocus(Qt::OtherFocusReason);
}

void LockPage::setBusy(bool busy)
{
    m_unlock->setEnabled(!busy);
    m_unlock->setText(busy ? tr("Unlocking …") : tr("Unlock"));
    m_password->setEnabled(!busy);
    m_list->setEnabled(!busy);
    m_name->setEnabled(!busy);
}

void LockPage::tell(const Error &error)
{
    ErrorWords told = words(error);
    if (error.code == ErrorCode::NotAllowed || error.code == ErrorCode::NotFound)
        told = m_asksRecoveryKey
                   ? ErrorWords{tr("This recovery key does not open the clinic"), tr("Compare each group with the sheet. Only the newest key counts.")}
                   : ErrorWords{tr("Name and password do not fit"), tr("Nothing was opened. Type the password once more.")};
    if (error.code == ErrorCode::InvalidInput && m_asksRecoveryKey)
        told = {tr("The recovery key has a slip"), error.detail};
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    m_password->setFocus(Qt::OtherFocusReason);
}

void LockPage::accept()
{
    if (m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    if (m_asksRecoveryKey)
        Q_EMIT recoveryRequested(m_password->take());
    else if (!name().isEmpty())
        Q_EMIT unlockRequested(name(), m_password->take());
    else
        m_name->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
