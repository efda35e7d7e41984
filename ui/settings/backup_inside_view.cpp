#include "ui/settings/backup_inside_view.h"

#include "core/access/permissions.h"
#include "core/backup/backup.h"
#include "core/backup/backup_plan.h"
#include "core/base/clock.h"
#include "core/storage/database.h"
#include "ui/context/backup_pulse.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/context/password_proof.h"
#include "ui/settings/backup_contents_view.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace dermis {

/// What a backup holds beside what the clinic holds.
struct BackupInsideView::Inside
{
    Unlocked unlocked;
    BackupContents inside;
    BackupContents live;
};

namespace {


} // namespace

BackupInsideView::BackupInsideView(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_choice(new QComboBox)
    , m_banner(new ErrorBanner)
    , m_unlocking(nullptr)
    , m_name(new QLineEdit)
    , m_dayPassword(new PasswordLine(tr("Password of that day")))
    , m_inside(nullptr)
    , m_contents(new BackupContentsView)
    , m_toFile(new Button(Icon::Save, tr("Restore to a new file…")))
    , m_inPlace(new Button(Icon::History, tr("Restore in place…"), ButtonKind::Danger))
    , m_progress(new ProgressPanel)
    , m_confirming(nullptr)
    , m_warning(sentence({}))
    , m_password(new PasswordLine(tr("Your password")))
    , m_confirm(new Button(Icon::History, tr("Put this backup in the clinic's place"), ButtonKind::Danger))
{
    m_unlocking = makeUnlocking();
    m_inside = makeInside();
    m_confirming = makeConfirming();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 16);
    column->setSpacing(10);
    column->addWidget(makeChoice());
    for (QWidget *part : {static_cast<QWidget *>(m_banner), m_unlocking, m_inside, m_confirming}) {
        part->setMaximumWidth(formWidth);
        column->addWidget(part);
    }
    column->addStretch(1);
    connect(m_choice, &QComboBox::activated, this, &BackupInsideView::look);
}

BackupInsideView::~BackupInsideView()
{
    if (m_pulse != nullptr)
        m_pulse->stop();
}

QWidget *BackupInsideView::makeChoice()
{
    m_choice->setAccessibleName(tr("Backup to look into"));
    m_choice->view()->setAccessibleName(m_choice->accessibleName());
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *other = new Button(Icon::Folder, tr("Another file…"));
    auto *back = new Button(Icon::Left, tr("Back"));
    auto *line = new QWidget;
    line->setMaximumWidth(formWidth);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_choice, 1);
    row->addWidget(other);
    row->addWidget(back);
    connect(other, &Button::clicked, this, &BackupInsideView::chooseFile);
    connect(back, &Button::clicked, this, &BackupInsideView::closed);
    return line;
}

QWidget *BackupInsideView::makeUnlocking()
{
    auto *open = new Button(Icon::Key, tr("Open the backup"));
    auto *inner = new QWidget;
    auto *fields = new QFormLayout(inner);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->addRow(sentence(
        tr("This backup was made under another key. It opens with a name and password of its day.")));
    fields->addRow(tr("&Name"), m_name);
    fields->addRow(tr("&Password"), m_dayPassword);
    fields->addRow(open);
    auto *card = new Card(tr("Another key"));
    card->addPadded(inner);
    connect(open, &Button::clicked, this, &BackupInsideView::unlockWithPassword);
    connect(m_dayPassword, &QLineEdit::returnPressed, open, &Button::click);
    return card;
}

QWidget *BackupInsideView::makeInside()
{
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_toFile);
    acts->addWidget(m_inPlace);
    acts->addStretch();
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(12);
    rows->addWidget(m_contents);
    rows->addWidget(sentence(tr("Nothing was changed: this is what the backup says it holds. A restore reads "
                                "it whole, checks it and compares it.")));
    rows->addLayout(acts);
    rows->addWidget(m_progress);
    auto *card = new Card(tr("What the backup holds"));
    card->addPadded(inner);
    connect(m_toFile, &Button::clicked, this, &BackupInsideView::restoreToFile);
    connect(m_inPlace, &Button::clicked, this, [this] {
        m_confirming->show();
        m_password->setFocus(Qt::OtherFocusReason);
    });
    connect(m_progress, &ProgressPanel::cancelRequested, this, [this] {
        if (m_pulse != nullptr)
            m_pulse->stop();
    });
    return card;
}

QWidget *BackupInsideView::makeConfirming()
{
    auto *leave = new Button(tr("Leave it as it is"), ButtonKind::Link);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_confirm);
    acts->addWidget(leave);
    acts->addStretch();
    auto *fields = new QFormLayout;
    fields->setContentsMargins(0, 0, 0, 0);
    fields->addRow(tr("&Your password"), m_password);
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(m_warning);
    rows->addLayout(fields);
    rows->addLayout(acts);
    auto *card = new Card(tr("Restore in place"));
    card->addPadded(inner);
    connect(m_confirm, &Button::clicked, this, &BackupInsideView::confirm);
    connect(m_password, &QLineEdit::returnPressed, m_confirm, &Button::click);
    connect(m_password, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_confirm->setEnabled(!text.isEmpty()); });
    connect(leave, &Button::clicked, this, [this] {
        m_password->take();
        m_confirming->hide();
        m_inPlace->setFocus(Qt::OtherFocusReason);
    });
    m_confirm->setEnabled(false);
    return card;
}

void BackupInsideView::open(bool toRestore)
{
    m_toRestore = toRestore;
    m_password->take();
    m_dayPassword->take();
    m_unlocked.reset();
    m_banner->clear();
    for (QWidget *part : {m_unlocking, m_inside, m_confirming})
        part->hide();
    fillChoice();
    m_choice->setFocus(Qt::OtherFocusReason);
    look();
}

void BackupInsideView::fillChoice()
{
    QHash<QString, QString> names;
    for (const BackupPlace &place : backupPlaces(m_context.database()).value_or(QList<BackupPlace>()))
        names.insert(place.path, place.name);
    m_choice->clear();
    for (const Backup &backup : allBackups(m_context.database()).value_or(QList<Backup>())) {
        if (!backup.removedAt.isValid() && QFileInfo::exists(backup.path()))
            m_choice->addItem(tr("%1, %2").arg(momentWords(backup.at), names.value(backup.place, backup.place)), backup.path());
    }
    if (m_choice->count() == 0)
        m_choice->addItem(tr("None of the listed backups is here now"));
}

void BackupInsideView::chooseFile()
{
    const FileQuestion question{
        tr("Look inside a backup"), {}, {}, {tr("Backups (*.dermis-backup)"), tr("All files (*)")}, {}};
    m_context.prompter().askOpenFile(this, question, [this](const QString &path) {
        m_choice->addItem(path, path);
        m_choice->setCurrentIndex(m_choice->count() - 1);
        look();
    });
}

QString BackupInsideView::chosen() const
{
    return m_choice->currentData().toString();
}

void BackupInsideView::look()
{
    m_banner->clear();
    for (QWidget *part : {m_unlocking, m_inside, m_confirming})
        part->hide();
    if (chosen().isEmpty())
        return;
    const quint64 job = ++m_job;
    runInBackground(
        this,
        [file = chosen(), path = m_context.path(), actor = m_context.actor(),
         now = m_context.now()]() -> Result<Inside> {
            const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
            Inside inside;
            inside.unlocked = TRY(unlockBackup(file, *database, actor));
            inside.inside = TRY(previewBackup(file, inside.unlocked));
            inside.live = TRY(contentsOf(*database, now));
            return inside;
        },
        [this, job](const Result<Inside> &inside) {
            if (job == m_job)
                showInside(inside);
        });
}

void BackupInsideView::unlockWithPassword()
{
    setBusy(true);
    const quint64 job = ++m_job;
    runInBackground(
        this,
        [file = chosen(), path = m_context.path(), now = m_context.now(), name = m_name->text().trimmed(),
         password = m_dayPassword->take()]() -> Result<Inside> {
            const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
            Inside inside;
            inside.unlocked = TRY(unlockBackup(file, name, password));
            inside.inside = TRY(previewBackup(file, inside.unlocked));
            inside.live = TRY(contentsOf(*database, now));
            return inside;
        },
        [this, job](const Result<Inside> &inside) {
            setBusy(false);
            if (job != m_job)
                return;
            if (!inside && inside.error().code != ErrorCode::Damaged)
                return tell({tr("Name and password do not fit this backup"),
                             tr("Use those of the day it was made.")});
            showInside(inside);
        });
}

void BackupInsideView::showInside(const Result<Inside> &inside)
{
    if (!inside && inside.error().code == ErrorCode::NotAllowed) {
        m_unlocking->show();
        return m_name->setFocus(Qt::OtherFocusReason);
    }
    if (!inside)
        return tell(inside.error().code == ErrorCode::Damaged ? backupWords(inside.error())
                                                              : words(inside.error()));
    m_unlocking->hide();
    m_unlocked = inside->unlocked;
    m_contents->showContents(inside->inside, inside->live);
    m_inside->show();
    const bool mayRestore = may(m_context.actor().roles, Permission::Backup);
    m_toFile->setVisible(mayRestore);
    m_inPlace->setVisible(mayRestore);
    m_warning->setText(tr("This clinic goes back to %1. What was written since then will not be in it. "
                          "Before, a backup of the clinic as it is now is made and proven, and its file is "
                          "kept beside the new one under another name. People and passwords are those of "
                          "that day: everybody signs in again.")
                           .arg(momentWords(inside->inside.at)));
    if (!mayRestore || !m_toRestore)
        return;
    m_confirming->show();
    m_password->setFocus(Qt::OtherFocusReason);
}

void BackupInsideView::restoreToFile()
{
    const FileQuestion question{tr("Where to put the restored clinic"),
                                {},
                                tr("restored.dermis"),
                                {tr("Clinic files (*.dermis)")},
                                u"dermis"_s};
    m_context.prompter().askSaveFile(this, question, [this](const QString &path) { runRestore(path); });
}

void BackupInsideView::runRestore(const QString &to)
{
    m_pulse = std::make_shared<BackupPulse>();
    m_progress->begin(tr("Restoring to %1").arg(QFileInfo(to).fileName()));
    setBusy(true);
    runInBackground(
        this,
        [file = chosen(), unlocked = *m_unlocked, to, pulse = m_pulse]() -> Result<> {
            const SystemClock clock;
            TRY(restoreBackup(file, unlocked, to, clock, BackupPulse::progressOf(pulse)));
            return {};
        },
        [this, to](const Result<> &restored) { tellRestored(restored, to); });
}

void BackupInsideView::tellRestored(const Result<> &restored, const QString &to)
{
    m_pulse.reset();
    m_progress->end();
    setBusy(false);
    if (restored)
        return m_banner->tell({BannerKind::Done,
                               tr("Restored, checked and compared"),
                               tr("It is %1, and opens with the passwords of that day.").arg(to),
                               {}});
    tell(restored.error().code == ErrorCode::InvalidInput ? words(restored.error())
                                                          : backupWords(restored.error()));
}

void BackupInsideView::confirm()
{
    if (!m_unlocked || m_password->text().isEmpty())
        return;
    m_banner->clear();
    setBusy(true);
    const RestoreOrder order{chosen(), *m_unlocked, m_context.actor(), m_password->take()};
    provePassword(this, m_context, order.password, [this, order](const Result<> &proven) {
        setBusy(false);
        if (proven)
            return restoreRequested(order);
        tell(proofWords(m_context, proven.error()));
        m_password->setFocus(Qt::OtherFocusReason);
    });
}

void BackupInsideView::tell(const ErrorWords &told)
{
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void BackupInsideView::setBusy(bool busy)
{
    for (QWidget *part : {static_cast<QWidget *>(m_choice), m_unlocking, m_confirming,
                          static_cast<QWidget *>(m_toFile), static_cast<QWidget *>(m_inPlace)})
        part->setEnabled(!busy);
}

void BackupInsideView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
