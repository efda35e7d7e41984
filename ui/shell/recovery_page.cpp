#include "ui/shell/recovery_page.h"

#include "core/access/wrong_passwords.h"
#include "core/base/clock.h"
#include "core/clinic/sign_in.h"
#include "ui/context/words.h"
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
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int lookMilliseconds = 200;

QString lossWords(const Loss &loss)
{
    QString line = loss.table;
    if (loss.row != 0)
        line += u" %1"_s.arg(loss.row);
    return line + u": "_s + loss.detail;
}

QString stepWords(RecoveryStep step)
{
    switch (step) {
    case RecoveryStep::Restoring:
        return RecoveryPage::tr("Restoring the backup");
    case RecoveryStep::Journal:
        return RecoveryPage::tr("Taking what the journal tells");
    case RecoveryStep::Documents:
        return RecoveryPage::tr("Taking documents");
    case RecoveryStep::Rebuilding:
        return RecoveryPage::tr("Building answers and search anew");
    case RecoveryStep::Checking:
        break;
    }
    return RecoveryPage::tr("Checking the new file");
}

QString countsOf(const RecoveryReport &report)
{
    if (report.isAllThere())
        return RecoveryPage::tr("Everything came over: %1 journal entries and %2 documents.")
            .arg(countWords(report.entriesKept + report.entriesAnew), countWords(report.documents));
    if (report.entriesLost == 0)
        return RecoveryPage::tr("%1 journal entries came over, none is lost. What is not as the damaged file had it is named below.")
            .arg(countWords(report.entriesKept + report.entriesAnew));
    return RecoveryPage::tr("%1 journal entries came over, %2 could not. The rest is whole; what is missing is named below.")
        .arg(countWords(report.entriesKept + report.entriesAnew), countWords(report.entriesLost));
}

} // namespace

/// What a worker is to do; values only.
struct RecoveryPage::Job {
    QString damaged;
    QString backup; ///< empty: what can be read, alone
    QString to;
    QString name;
    QString password;

    Result<RecoveredClinic> run(const Clock &clock, const RecoveryProgress &progress) const
    {
        const bool isEncrypted = clinicForm(damaged) == ClinicForm::Vault;
        const auto own = isEncrypted ? tryPassword(damaged, name, password, clock.now()) : Result<Unlocked>(fail(ErrorCode::NotFound, {}));
        if (backup.isEmpty()) {
            if (isEncrypted && !own)
                return tl::unexpected(own.error());
            return salvageClinic(damaged, own ? std::optional(*own) : std::nullopt, to, clock, progress);
        }
        const Unlocked unlocked = TRY(unlockBackup(backup, name, password));
        return restoreWithTail(backup, unlocked, damaged, own ? *own : unlocked, to, clock, progress);
    }
};

RecoveryPage::RecoveryPage(Prompter &prompter, const Clock &clock, QWidget *parent)
    : FrontPage(parent)
    , m_prompter(prompter)
    , m_clock(clock)
    , m_banner(new ErrorBanner)
    , m_file(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_source(new QComboBox)
    , m_other(new Button(Icon::Folder, tr("Another backup")))
    , m_name(new QLineEdit)
    , m_password(new PasswordLine(tr("Your password")))
    , m_bringBack(new Button(tr("Bring it back"), ButtonKind::Primary))
    , m_leave(new Button(tr("Back")))
    , m_open(new Button(tr("Open the new file"), ButtonKind::Primary))
    , m_progress(new ProgressPanel)
    , m_losses(new QPlainTextEdit)
{
    m_file->setWrapped(true);
    m_losses->setReadOnly(true);
    m_losses->setAccessibleName(tr("What is missing"));
    m_losses->setTabChangesFocus(true);
    m_losses->setFixedHeight(m_losses->fontMetrics().lineSpacing() * 7);
    auto *acts = new QHBoxLayout;
    acts->addWidget(m_leave);
    acts->addStretch();
    acts->addWidget(m_open);
    form()->setSpacing(6);
    form()->addWidget(new TextLabel(tr("Bring a damaged clinic back"), TypeStyle::Name));
    form()->addWidget(m_file);
    form()->addSpacing(8);
    form()->addWidget(m_banner);
    form()->addWidget(makeCard());
    form()->addWidget(m_progress);
    form()->addWidget(m_losses);
    form()->addSpacing(8);
    form()->addLayout(acts);
    connect(m_other, &Button::clicked, this, &RecoveryPage::askBackup);
    connect(m_bringBack, &Button::clicked, this, &RecoveryPage::askPlace);
    connect(m_leave, &Button::clicked, this, &RecoveryPage::leaveRequested);
    connect(m_open, &Button::clicked, this, [this] { Q_EMIT openRequested(m_made); });
    connect(m_source, &QComboBox::currentIndexChanged, this, &RecoveryPage::showReady);
    connect(m_name, &QLineEdit::textChanged, this, &RecoveryPage::showReady);
    connect(m_password, &QLineEdit::textChanged, this, &RecoveryPage::showReady);
    connect(m_password, &QLineEdit::returnPressed, m_bringBack, &Button::click);
    connect(m_progress, &ProgressPanel::cancelRequested, this, [this] { m_at->isStopped = true; });
    connect(&m_look, &QTimer::timeout, this, &RecoveryPage::showStep);
}

RecoveryPage::~RecoveryPage()
{
    m_at->isStopped = true;
}

QWidget *RecoveryPage::makeCard()
{
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(20);
    m_source->view()->setAccessibleName(tr("From"));
    auto *fields = new QFormLayout;
    fields->setContentsMargins(12, 12, 12, 12);
    fields->setHorizontalSpacing(12);
    fields->setVerticalSpacing(8);
    fields->addRow(tr("&From"), m_source);
    fields->addRow(QString(), m_other);
    fields->addRow(tr("Your &name"), m_name);
    fields->addRow(tr("Your &password"), m_password);
    auto *words = new TextLabel(tr("The damaged file stays as it is. With a backup, what was saved since is added from it. The new file "
                                   "is checked whole before it gets its name."),
                                TypeStyle::Small, &Tokens::text2);
    words->setWrapped(true);
    fields->addRow(words);
    auto *act = new QHBoxLayout;
    act->setContentsMargins(12, 0, 12, 12);
    act->addStretch();
    act->addWidget(m_bringBack);
    auto *card = new Card;
    card->body()->addLayout(fields);
    card->body()->addLayout(act);
    return card;
}

void RecoveryPage::begin(const QString &damaged, const QList<FoundBackup> &backups, const QString &name)
{
    m_damaged = damaged;
    m_file->setText(damaged);
    m_source->clear();
    for (const FoundBackup &backup : backups) {
        const QString words = backup.isListed ? tr("Proven backup, %1") : tr("Backup, %1");
        m_source->addItem(words.arg(momentWords(backup.at)), backup.path);
        m_source->setItemData(m_source->count() - 1, backup.path, Qt::ToolTipRole);
    }
    m_source->addItem(tr("Without a backup: what can be read"), QString());
    m_source->setCurrentIndex(0);
    m_name->setText(name);
    m_losses->hide();
    m_open->hide();
    showReady();
    (name.isEmpty() ? m_name : static_cast<QLineEdit *>(m_password))->setFocus(Qt::OtherFocusReason);
}

QString RecoveryPage::chosenBackup() const
{
    return m_source->currentData().toString();
}

void RecoveryPage::showReady()
{
    const bool needsPassword = !chosenBackup().isEmpty() || clinicForm(m_damaged) == ClinicForm::Vault;
    const bool isNamed = !m_name->text().trimmed().isEmpty() && !m_password->text().isEmpty();
    m_name->setEnabled(needsPassword);
    m_password->setEnabled(needsPassword);
    m_bringBack->setEnabled(!m_progress->isRunning() && (isNamed || !needsPassword));
    m_bringBack->setToolTip(needsPassword && !isNamed ? tr("Needs your name and password") : QString());
}

void RecoveryPage::askBackup()
{
    m_prompter.askOpenFile(this, {tr("A backup of this clinic"), {}, {}, {tr("Backups (*.dermis-backup)"), tr("All files (*)")}, {}},
                           [this](const QString &path) {
                               m_source->insertItem(0, QFileInfo(path).fileName(), path);
                               m_source->setCurrentIndex(0);
                           });
}

void RecoveryPage::askPlace()
{
    m_banner->clear();
    m_prompter.askSaveFile(this,
                           {tr("Where to keep the new clinic file"), {}, QFileInfo(m_damaged).completeBaseName() + u"-recovered.dermis"_s,
                            {tr("Clinic files (*.dermis)")}, u"dermis"_s},
                           [this](const QString &path) { run(path); });
}

void RecoveryPage::run(const QString &to)
{
    m_at = std::make_shared<Progress>();
    m_look.start(lookMilliseconds);
    m_progress->begin(tr("Bringing the clinic back"));
    showReady();
    const Job job{m_damaged, chosenBackup(), to, m_name->text().trimmed(), m_password->take()};
    const auto progress = [at = m_at](RecoveryStep step, qint64 done) {
        at->step = step;
        at->done = done;
        return !at->isStopped;
    };
    runInBackground(
        this, [job, progress, clock = FixedClock(m_clock.now())] { return job.run(clock, progress); },
        [this, to](const Result<RecoveredClinic> &result) { showResult(to, result); });
}

void RecoveryPage::showStep()
{
    const RecoveryStep step = m_at->step;
    const qint64 done = m_at->done;
    const QString said = stepWords(step);
    m_progress->setProgress(0, 0, step == RecoveryStep::Journal && done > 0 ? u"%1: %2"_s.arg(said, countWords(done)) : said);
}

void RecoveryPage::showResult(const QString &to, const Result<RecoveredClinic> &result)
{
    m_look.stop();
    m_progress->end();
    showReady();
    if (!result) {
        const ErrorWords told = words(result.error());
        const bool isPassword = result.error().code == ErrorCode::NotAllowed || result.error().code == ErrorCode::NotFound;
        m_banner->tell({BannerKind::Stop, isPassword ? tr("Name and password do not fit") : told.title,
                        isPassword ? tr("Nothing was done. A backup opens with the password of the day it was made.")
                                   : capitalised(result.error().detail),
                        {}});
        return m_password->setFocus(Qt::OtherFocusReason);
    }
    m_made = to;
    const RecoveryReport &report = result->report;
    m_banner->tell({report.isAllThere() ? BannerKind::Done : BannerKind::Draft, tr("The new file is whole, and checked"),
                    countsOf(report), {}});
    QStringList lines;
    if (!report.stoppedAt.isEmpty())
        lines << capitalised(report.stoppedAt);
    for (const Loss &loss : report.rows + report.documentsLost)
        lines << lossWords(loss);
    m_losses->setPlainText(lines.join(u'\n'));
    m_losses->setVisible(!lines.isEmpty());
    m_open->show();
    m_open->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
