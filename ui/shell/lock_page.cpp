#include "ui/shell/lock_page.h"

#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/person_list.h"
#include "ui/widgets/severity_tag.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>

namespace dermis {

namespace {

constexpr int visibleNames = 5;
constexpr int second = 1000; // ms

QString minutesAndSeconds(std::chrono::seconds wait)
{
    return QTime(0, 0).addSecs(static_cast<int>(wait.count())).toString(QStringLiteral("m:ss"));
}

} // namespace

LockPage::LockPage(QWidget *parent)
    : FrontPage(parent)
    , m_title(new TextLabel(QString(), TypeStyle::Name))
    , m_subtitle(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_banner(new ErrorBanner)
    , m_card(new Card)
    , m_list(new PersonList(tr("Who is at the computer?")))
    , m_nameField(new QWidget)
    , m_name(new QLineEdit)
    , m_label(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_password(new PasswordLine(tr("Password")))
    , m_unlock(new Button(tr("Unlocking …"), ButtonKind::Primary))
    , m_capsLock(new SeverityTag(SeverityMark::Caution, tr("Caps Lock is on")))
    , m_wait(new TextLabel(QString(), TypeStyle::Body))
    , m_back(new Button(QString(), ButtonKind::Link))
    , m_forgot(new Button(tr("Forgot password"), ButtonKind::Link))
    , m_otherFile(new Button(tr("Open another clinic file"), ButtonKind::Link))
{
    m_subtitle->setWrapped(true);
    m_unlock->setLarge(true);
    m_unlock->setMinimumWidth(m_unlock->sizeHint().width());
    m_capsLock->hide();
    m_wait->setWrapped(true);
    m_wait->hide();
    m_countDown.setInterval(second);
    makeForm();
    connectControls();
    setBusy(false);
    ask(Asks::AnyName);
}

void LockPage::makeForm()
{
    m_card->body()->setContentsMargins(0, 0, 0, 0);
    m_card->body()->addWidget(m_list);
    m_name->setPlaceholderText(tr("as it stands under People"));
    m_name->setAccessibleName(tr("Your name"));
    auto *nameRows = new QVBoxLayout(m_nameField);
    nameRows->setContentsMargins(0, 0, 0, 0);
    nameRows->setSpacing(4);
    nameRows->addWidget(new TextLabel(tr("Your name"), TypeStyle::Body, &Tokens::text2));
    nameRows->addWidget(m_name);
    auto *entry = new QHBoxLayout;
    entry->setSpacing(8);
    entry->addWidget(m_password, 1);
    entry->addWidget(m_unlock);
    auto *left = new QVBoxLayout;
    left->setSpacing(2);
    left->addWidget(m_back, 0, Qt::AlignLeft);
    left->addWidget(m_otherFile, 0, Qt::AlignLeft);
    auto *links = new QHBoxLayout;
    links->addLayout(left);
    links->addStretch();
    links->addWidget(m_forgot, 0, Qt::AlignTop);
    form()->addWidget(m_title);
    form()->addWidget(m_subtitle);
    form()->addSpacing(14);
    form()->addWidget(m_banner);
    connect(m_banner, &ErrorBanner::actionChosen, this, &LockPage::bringBackRequested);
    form()->addSpacing(4);
    form()->addWidget(m_card);
    form()->addWidget(m_nameField);
    form()->addSpacing(10);
    form()->addWidget(m_label);
    form()->addLayout(entry);
    form()->addWidget(m_capsLock);
    form()->addWidget(m_wait);
    form()->addSpacing(12);
    form()->addLayout(links);
    setBackupProvenAt({});
}

void LockPage::setBackupProvenAt(const QDateTime &at)
{
    const QString noNames = tr("No patient names are shown while locked.");
    setFoot(at.isValid() ? tr("%1 Backup proven %2.").arg(noNames, momentWords(at)) : noNames);
}

void LockPage::tellNews(BannerKind kind, const QString &title, const QString &words)
{
    m_banner->tell({kind, title, words, {}});
}

void LockPage::connectControls()
{
    connect(m_list, &PersonList::currentRowChanged, this, &LockPage::showLabel);
    connect(m_list, &PersonList::activated, this, [this] { m_password->setFocus(Qt::OtherFocusReason); });
    connect(m_name, &QLineEdit::textChanged, this, &LockPage::showLabel);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_password->setFocus(Qt::OtherFocusReason); });
    connect(m_password, &QLineEdit::returnPressed, this, &LockPage::accept);
    connect(m_password, &PasswordLine::capsLockSeen, m_capsLock, &SeverityTag::setVisible);
    connect(m_unlock, &Button::clicked, this, &LockPage::accept);
    connect(&m_countDown, &QTimer::timeout, this, &LockPage::showWait);
    connect(m_back, &Button::clicked, this, &LockPage::goBack);
    connect(m_forgot, &Button::clicked, this, [this] { ask(Asks::RecoveryKey); });
    connect(m_otherFile, &Button::clicked, this, &LockPage::otherFileRequested);
}

void LockPage::begin(const QList<KnownPerson> &people, const QString &name, const QDateTime &lockedAt, int idleMinutes)
{
    m_people = people;
    m_title->setText(lockedAt.isValid() ? tr("Locked at %1").arg(timeWords(lockedAt)) : tr("Sign in"));
    if (idleMinutes > 0)
        m_subtitle->setText(tr("Nobody typed for %1 minutes. Your work is where you left it.").arg(idleMinutes));
    else
        m_subtitle->setText(lockedAt.isValid() ? tr("Your work is where you left it.")
                                               : tr("The clinic is encrypted. It opens with your password."));
    m_otherFile->setVisible(!lockedAt.isValid());
    showPeople(name);
    m_name->setText(people.isEmpty() ? name : QString());
    ask(people.isEmpty() ? Asks::AnyName : Asks::OneOfTheNames);
}

void LockPage::showPeople(const QString &name)
{
    QList<PersonRow> rows;
    int current = 0;
    for (const KnownPerson &person : std::as_const(m_people)) {
        if (person.name == name)
            current = static_cast<int>(rows.size());
        rows << PersonRow{person.name, person.role, person.note};
    }
    m_list->setPeople(rows);
    m_list->setFixedHeight(std::clamp(static_cast<int>(rows.size()), 1, visibleNames) * PersonList::rowHeight);
    m_list->setCurrentRow(current);
}

QString LockPage::name() const
{
    if (m_asks == Asks::AnyName)
        return m_name->text().trimmed();
    const int row = m_list->currentRow();
    return row >= 0 && row < m_people.size() ? m_people.at(row).name : QString();
}

void LockPage::showLabel()
{
    if (m_asks == Asks::RecoveryKey)
        m_label->setText(tr("Recovery key, as you wrote it down"));
    else
        m_label->setText(name().isEmpty() ? tr("Password") : tr("Password of %1").arg(name()));
    m_password->setAccessibleName(m_label->text());
    showWait();
}

std::chrono::seconds LockPage::wait() const
{
    const bool asksPassword = m_asks != Asks::RecoveryKey && !name().isEmpty();
    return asksPassword && m_waitOf ? m_waitOf(name()) : std::chrono::seconds(0);
}

void LockPage::showWait()
{
    const std::chrono::seconds left = wait();
    const bool waits = left.count() > 0;
    m_unlock->setEnabled(!waits);
    m_wait->setVisible(waits);
    m_wait->setText(tr("Several passwords did not fit. %1 can try again in %2.").arg(name(), minutesAndSeconds(left)));
    if (waits && !m_countDown.isActive())
        m_countDown.start();
    else if (!waits)
        m_countDown.stop();
}

void LockPage::ask(Asks what)
{
    m_asks = what;
    m_banner->clear();
    m_card->setVisible(what == Asks::OneOfTheNames);
    m_nameField->setVisible(what == Asks::AnyName);
    m_forgot->setVisible(what != Asks::RecoveryKey);
    m_back->setVisible(what != Asks::AnyName || !m_people.isEmpty());
    if (what == Asks::RecoveryKey)
        m_back->setText(tr("Sign in with a password"));
    else
        m_back->setText(what == Asks::AnyName ? tr("Back to the names") : tr("Sign in as someone else"));
    m_password->take();
    m_password->setShown(what == Asks::RecoveryKey); // it is copied from paper, sign by sign
    showLabel();
    if (what == Asks::RecoveryKey)
        m_banner->tell({BannerKind::Draft, tr("An owner can give you a new password"),
                        tr("It is done in Settings, People. If no owner can sign in, type the recovery key: it opens the clinic "
                           "as the owner."),
                        {}});
    QWidget *first = what == Asks::AnyName && m_name->text().isEmpty() ? m_name : static_cast<QLineEdit *>(m_password);
    first->setFocus(Qt::OtherFocusReason);
}

void LockPage::goBack()
{
    if (m_asks == Asks::OneOfTheNames || m_people.isEmpty())
        ask(Asks::AnyName);
    else
        ask(Asks::OneOfTheNames);
}

void LockPage::setBusy(bool busy)
{
    if (busy)
        m_banner->clear();
    form()->parentWidget()->setEnabled(!busy);
    m_unlock->setText(busy ? tr("Unlocking …") : tr("Unlock"));
    m_unlock->setKeyHint(busy ? QString() : tr("Enter"));
}

void LockPage::tell(const Error &error)
{
    ErrorWords told = words(error);
    const bool asksKey = m_asks == Asks::RecoveryKey;
    if (error.code == ErrorCode::NotAllowed || error.code == ErrorCode::NotFound)
        told = asksKey ? ErrorWords{tr("This recovery key does not open the clinic"),
                                    tr("Compare each group with the paper. Only the newest key counts.")}
                       : ErrorWords{tr("Name and password do not fit"),
                                    wait().count() > 0 ? tr("Nothing was opened. Wait a little, or let somebody else sign in.")
                                                       : tr("Nothing was opened. Type the password once more.")};
    if (error.code == ErrorCode::InvalidInput && asksKey)
        told = {tr("The recovery key has a slip"), sentences({capitalised(error.detail)})};
    const bool isDamaged = error.code == ErrorCode::Damaged;
    m_banner->tell({BannerKind::Stop, told.title, told.detail, isDamaged ? QStringList{tr("Bring it back")} : QStringList()});
    showWait();
    m_password->setFocus(Qt::OtherFocusReason);
}

void LockPage::accept()
{
    if (m_password->text().isEmpty() || wait().count() > 0)
        return m_password->setFocus(Qt::OtherFocusReason);
    if (m_asks == Asks::RecoveryKey)
        Q_EMIT recoveryRequested(m_password->text());
    else if (!name().isEmpty())
        Q_EMIT unlockRequested(name(), m_password->take());
    else
        m_name->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
