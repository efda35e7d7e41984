#include "ui/shell/restore_page.h"

#include "core/backup/restore_in_place.h"
#include "core/base/clock.h"
#include "core/storage/database.h"
#include "core/vault/vault_vfs.h"
#include "ui/context/backup_pulse.h"
#include "ui/context/backup_words.h"
#include "ui/settings/backup_contents_view.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QLineEdit>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int watchMilliseconds = 150;

} // namespace

RestorePage::RestorePage(Prompter &prompter, QWidget *parent)
    : FrontPage(parent)
    , m_prompter(prompter)
    , m_watch(new QTimer(this))
    , m_title(new TextLabel({}, TypeStyle::Name))
    , m_words(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_banner(new ErrorBanner)
    , m_asks(new QWidget)
    , m_nameLabel(new TextLabel(tr("Your name"), TypeStyle::Body, &Tokens::text2))
    , m_name(new QLineEdit)
    , m_passwordLabel(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_password(new PasswordLine({}))
    , m_open(new Button(Icon::Key, tr("Open the backup"), ButtonKind::Primary))
    , m_otherWay(new Button({}, ButtonKind::Link))
    , m_found(new QWidget)
    , m_contents(new BackupContentsView)
    , m_restore(new Button(Icon::History, tr("Restore it to a clinic file…"), ButtonKind::Primary))
    , m_progress(new ProgressPanel)
    , m_back(new Button(Icon::Left, tr("Back")))
{
    makeForm();
    connect(m_open, &Button::clicked, this, &RestorePage::unlock);
    connect(m_password, &QLineEdit::returnPressed, this, &RestorePage::unlock);
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_password->setFocus(Qt::OtherFocusReason); });
    connect(m_otherWay, &Button::clicked, this, [this] {
        m_byRecoveryKey = !m_byRecoveryKey;
        showKeyKind();
    });
    connect(m_restore, &Button::clicked, this, &RestorePage::askWhere);
    connect(m_back, &Button::clicked, this, &RestorePage::closed);
    connect(m_progress, &ProgressPanel::cancelRequested, this, [this] { m_pulse->stop(); });
    connect(m_watch, &QTimer::timeout, this, [this] {
        const int percent = m_pulse->percent();
        m_progress->setProgress(std::max(percent, 0), percent < 0 ? 0 : 100, stepWords(m_pulse->step()));
    });
}

RestorePage::~RestorePage()
{
    if (m_pulse != nullptr)
        m_pulse->stop();
}

void RestorePage::makeForm()
{
    m_words->setWrapped(true);
    m_name->setAccessibleName(tr("Your name"));
    auto *asks = new QVBoxLayout(m_asks);
    asks->setContentsMargins(0, 0, 0, 0);
    asks->setSpacing(6);
    for (QWidget *part : {static_cast<QWidget *>(m_nameLabel), static_cast<QWidget *>(m_name),
                          static_cast<QWidget *>(m_passwordLabel), static_cast<QWidget *>(m_password)})
        asks->addWidget(part);
    auto *acts = new QHBoxLayout;
    acts->addWidget(m_open);
    acts->addStretch();
    acts->addWidget(m_otherWay);
    asks->addSpacing(6);
    asks->addLayout(acts);
    auto *found = new QVBoxLayout(m_found);
    found->setContentsMargins(0, 0, 0, 0);
    found->setSpacing(14);
    found->addWidget(m_contents);
    found->addWidget(m_restore, 0, Qt::AlignLeft);
    form()->setSpacing(10);
    for (QWidget *part :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_banner),
          m_asks, m_found, static_cast<QWidget *>(m_progress)})
        form()->addWidget(part);
    form()->addSpacing(6);
    form()->addWidget(m_back, 0, Qt::AlignLeft);
}

void RestorePage::begin(const QString &backup)
{
    m_backup = backup;
    m_title->setText(tr("Restore a backup"));
    m_words->setText(
        tr("%1 opens with the name and password of anybody who had one on its day, or with the recovery key.")
            .arg(QFileInfo(backup).fileName()));
    m_found->hide();
    m_asks->show();
    showKeyKind();
    (m_byRecoveryKey ? static_cast<QWidget *>(m_password) : m_name)->setFocus(Qt::OtherFocusReason);
}

void RestorePage::showKeyKind()
{
    m_nameLabel->setVisible(!m_byRecoveryKey);
    m_name->setVisible(!m_byRecoveryKey);
    m_passwordLabel->setText(m_byRecoveryKey ? tr("Recovery key, as you wrote it down")
                                             : tr("Password of that day"));
    m_password->setAccessibleName(m_passwordLabel->text());
    m_password->take();
    m_password->setShown(m_byRecoveryKey);
    m_otherWay->setText(m_byRecoveryKey ? tr("Use a password") : tr("Use the recovery key"));
    m_password->setFocus(Qt::OtherFocusReason);
}

void RestorePage::unlock()
{
    if (m_password->text().isEmpty())
        return m_password->setFocus(Qt::OtherFocusReason);
    m_banner->clear();
    m_asks->setEnabled(false);
    using Inside = std::pair<Unlocked, BackupContents>;
    runInBackground(
        this,
        [backup = m_backup, byKey = m_byRecoveryKey, name = m_name->text().trimmed(),
         typed = m_password->take()]() -> Result<Inside> {
            Unlocked unlocked;
            if (byKey) {
                const RecoveryKey key = TRY(RecoveryKey::fromText(typed));
                unlocked = TRY(unlockBackup(backup, key));
            } else {
                unlocked = TRY(unlockBackup(backup, name, typed));
            }
            const BackupContents contents = TRY(previewBackup(backup, unlocked));
            return Inside(unlocked, contents);
        },
        [this](const Result<Inside> &inside) { showInside(inside); });
}

void RestorePage::showInside(const Result<std::pair<Unlocked, BackupContents>> &inside)
{
    m_asks->setEnabled(true);
    if (!inside) {
        m_password->setFocus(Qt::OtherFocusReason);
        return tell(inside.error());
    }
    m_unlocked = inside->first;
    m_contents->showContents(inside->second, {});
    m_asks->hide();
    m_found->show();
    m_words->setText(
        tr("This is what the backup says it holds. Restoring reads it whole, checks it and compares it."));
    m_restore->setFocus(Qt::OtherFocusReason);
}

void RestorePage::askWhere()
{
    const FileQuestion question{tr("Where to keep the clinic file"),
                                {},
                                tr("clinic.dermis"),
                                {tr("Clinic files (*.dermis)")},
                                u"dermis"_s};
    m_prompter.askSaveFile(this, question, [this](const QString &path) { restore(path); });
}

void RestorePage::restore(const QString &to)
{
    m_banner->clear();
    showWork(tr("Restoring"));
    runInBackground(
        this,
        [backup = m_backup, unlocked = *m_unlocked, to, pulse = m_pulse]() -> Result<> {
            const SystemClock clock;
            TRY(restoreBackup(backup, unlocked, to, clock, BackupPulse::progressOf(pulse)));
            return {};
        },
        [this, to](const Result<> &done) {
            endWork();
            if (!done)
                return tell(done.error());
            m_unlocked.reset();
            Q_EMIT restored(to, tr("The backup is restored"),
                            tr("It was checked and compared. Sign in with a password of that day."));
        });
}

void RestorePage::replace(const QString &path, const std::shared_ptr<const FileKey> &clinicKey,
                          const RestoreOrder &order)
{
    m_title->setText(tr("Restoring the backup"));
    m_words->setText(tr("First a backup of the clinic as it is now is made and proven, then the other one is "
                        "restored and checked. Until then nothing changes."));
    m_asks->hide();
    m_found->hide();
    m_back->hide();
    showWork(tr("Restoring"));
    runInBackground(
        this,
        [path, clinicKey, order, pulse = m_pulse]() -> Result<RestoredInPlace> {
            const SystemClock clock;
            TRY(offerKey(path, clinicKey));
            auto clinic = TRY(Database::open(path));
            return restoreInPlace(std::move(clinic), order.actor, order.password, order.backup,
                                  order.unlocked, clock, BackupPulse::progressOf(pulse));
        },
        [this, path](const Result<RestoredInPlace> &done) {
            endWork();
            if (!done)
                return Q_EMIT notReplaced(done.error());
            Q_EMIT restored(path, tr("The clinic is as of %1").arg(momentWords(done->restored.contents.at)),
                            tr("Before that it was backed up as %1, and its file is kept as %2. Sign in with "
                               "a password of that day.")
                                .arg(done->before.path(), QFileInfo(done->keptAs).fileName()));
        });
}

void RestorePage::showWork(const QString &title)
{
    m_pulse = std::make_shared<BackupPulse>();
    m_restore->setEnabled(false);
    m_back->setEnabled(false);
    m_progress->begin(title);
    m_watch->start(watchMilliseconds);
}

void RestorePage::endWork()
{
    m_watch->stop();
    m_progress->end();
    m_restore->setEnabled(true);
    m_back->setEnabled(true);
}

void RestorePage::tell(const Error &error)
{
    ErrorWords told = backupWords(error);
    if (error.code == ErrorCode::NotAllowed || error.code == ErrorCode::NotFound)
        told = m_byRecoveryKey
                   ? ErrorWords{tr("This recovery key does not open the backup"),
                                tr("Compare each group with the paper. The newest key of that day counts.")}
                   : ErrorWords{tr("Name and password do not fit this backup"),
                                tr("Use those of the day it was made.")};
    else if (error.code == ErrorCode::InvalidInput)
        told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
