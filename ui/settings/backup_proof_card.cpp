#include "ui/settings/backup_proof_card.h"

#include "core/access/permissions.h"
#include "core/backup/proof_sheet.h"
#include "ui/context/backup_runner.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/theme/icons.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QGridLayout>

namespace dermis {

namespace {

/// A tick that is a picture beside its word.
class OkMark : public QWidget
{
public:
    OkMark(Icon icon, int size) : m_icon(icon) { setFixedSize(size, size); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, m_icon, rect(), tokens().clearText);
    }

private:
    Icon m_icon;
};

QString rowWords(const QString &table)
{
    if (table == QLatin1String("patient"))
        return BackupProofCard::tr("Patients");
    if (table == QLatin1String("visit"))
        return BackupProofCard::tr("Visits");
    if (table == QLatin1String("note"))
        return BackupProofCard::tr("Notes");
    if (table == QLatin1String("consent"))
        return BackupProofCard::tr("Consent sheets");
    return BackupProofCard::tr("Documents compared");
}

QString ofWords(qint64 count)
{
    return BackupProofCard::tr("%1 of %1").arg(countWords(count));
}

} // namespace

BackupProofCard::BackupProofCard(ClinicContext &context, BackupRunner &runner, QWidget *parent)
    : Card({}, parent)
    , m_context(context)
    , m_runner(runner)
    , m_banner(new ErrorBanner)
    , m_mark(new TextLabel(tr("Last proven restore"), TypeStyle::BodyStrong, &Tokens::text2))
    , m_when(new TextLabel({}, TypeStyle::Display))
    , m_how(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_make(new Button(Icon::Save, tr("Back up and prove now"), ButtonKind::Primary))
    , m_print(new Button(Icon::Print, tr("Print proof")))
    , m_progress(new ProgressPanel)
    , m_rows(new QWidget)
    , m_grid(new QGridLayout(m_rows))
{
    m_make->setWrites();
    m_how->setWrapped(true);
    m_make->setKey(QKeySequence(Qt::CTRL | Qt::Key_B));
    addPadded(makeHead());
    m_grid->setContentsMargins(16, 8, 16, 12);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(10);
    m_grid->setColumnStretch(1, 1);
    body()->addWidget(m_rows);
    connect(m_make, &Button::clicked, this, [this] {
        m_isByHand = true;
        m_banner->clear();
        m_runner.start(BackupCause::ByHand);
    });
    connect(m_print, &Button::clicked, this, [this] { Q_EMIT printRequested(m_newest.first()); });
    connectRunner();
}

QWidget *BackupProofCard::makeHead()
{
    auto *head = new QWidget;
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(4, 2, 4, 2);
    rows->setSpacing(4);
    auto *title = new QHBoxLayout;
    title->setSpacing(8);
    m_shield = new OkMark(Icon::ShieldOk, 22);
    title->addWidget(m_shield);
    title->addWidget(m_mark, 1);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_make);
    acts->addWidget(m_print);
    acts->addStretch();
    rows->addLayout(title);
    rows->addWidget(m_when);
    rows->addWidget(m_how);
    rows->addSpacing(4);
    rows->addLayout(acts);
    rows->addWidget(m_progress);
    rows->addWidget(m_banner);
    return head;
}

void BackupProofCard::connectRunner()
{
    connect(m_progress, &ProgressPanel::cancelRequested, &m_runner, &BackupRunner::stop);
    connect(&m_runner, &BackupRunner::began, this, [this] {
        m_progress->begin(tr("Backing up"));
        showRunning(true);
    });
    connect(&m_runner, &BackupRunner::progressed, m_progress, [this](BackupStep step, int percent) {
        m_progress->setProgress(std::max(percent, 0), percent < 0 ? 0 : 100, stepWords(step));
    });
    connect(&m_runner, &BackupRunner::ended, this, &BackupProofCard::tellEnd);
    if (m_runner.isRunning())
        m_progress->begin(tr("Backing up"));
}

void BackupProofCard::refresh()
{
    const auto standing = backupStanding(m_context.database(), m_context.now());
    if (!standing) {
        const ErrorWords told = words(standing.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    m_newest = standing->newest;
    const bool mayMake = may(m_context.actor().roles, Permission::Backup);
    m_make->setVisible(mayMake && standing->isPossible);
    m_print->setVisible(mayMake && !m_newest.isEmpty());
    m_make->setEnabled(standing->hasPlaces && !m_runner.isRunning());
    m_make->setToolTip(standing->hasPlaces ? QString() : tr("Say first where backups go"));
    showNewest(*standing);
    showRows(standing->newest);
}

void BackupProofCard::showNewest(const BackupStanding &standing)
{
    QString how;
    if (!standing.isPossible) {
        m_when->setText(tr("Not for this clinic"));
        how = tr("This clinic file is not encrypted. Backups are made of encrypted clinics.");
    } else if (standing.newest.isEmpty()) {
        m_when->setText(tr("None yet"));
        how = standing.hasPlaces ? tr("A backup counts only once it was restored and compared.")
                                 : tr("Say under “Where copies go” which disks or folders backups go to. A "
                                      "backup counts only once it was restored and compared.");
    } else {
        const Backup &backup = standing.newest.first();
        m_when->setText(capitalised(sinceWords(backup.provenAt, m_context.today())));
        how = tr("The backup was opened as a working record on this computer and compared with the live one. "
                 "It took %1 s.")
                  .arg(std::max<qint64>(1, backup.at.secsTo(backup.provenAt)));
    }
    m_shield->setVisible(!standing.newest.isEmpty());
    m_mark->setColour(standing.newest.isEmpty() ? &Tokens::text2 : &Tokens::clearText);
    if (!may(m_context.actor().roles, Permission::Backup))
        how +=
            QLatin1Char(' ') +
            tr("An owner of the practice makes backups by hand; the plan makes them whoever is signed in.");
    m_how->setText(how);
}

/// Made anew only for another backup, so that a refresh does not flicker.
void BackupProofCard::showRows(const QList<Backup> &newest)
{
    m_rows->setVisible(!newest.isEmpty());
    const BackupId shown = newest.isEmpty() ? BackupId() : newest.first().id;
    if (std::exchange(m_shown, shown) == shown || newest.isEmpty())
        return;
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto proof = proofOf(m_context.database(), newest.first());
    if (proof && *proof) {
        for (const ComparedRows &compared : comparedRows(**proof))
            addRow(rowWords(compared.table), ofWords(compared.rows));
    } else {
        addRow(rowWords(QStringLiteral("patient")), ofWords(newest.first().patients));
    }
    addRow(tr("Record chain unbroken"), tr("%1 entries").arg(countWords(newest.first().entries)));
}

void BackupProofCard::addRow(const QString &label, const QString &value)
{
    const int row = m_grid->count() / 3;
    m_grid->addWidget(new OkMark(Icon::SeverityClear, 16), row, 0);
    m_grid->addWidget(new TextLabel(label, TypeStyle::Body, &Tokens::text2), row, 1);
    m_grid->addWidget(new TextLabel(value, TypeStyle::BodyStrong), row, 2, Qt::AlignRight);
}

void BackupProofCard::showRunning(bool running)
{
    m_make->setEnabled(!running);
    m_make->setText(running ? tr("Backing up …") : tr("Back up and prove now"));
}

void BackupProofCard::tellEnd(const Result<BackupRound> &round)
{
    m_progress->end();
    showRunning(false);
    refresh();
    const bool wasAsked = std::exchange(m_isByHand, false);
    if (!round) {
        if (round.error().code == ErrorCode::NotReady ||
            (!wasAsked && round.error().code == ErrorCode::Cancelled))
            return;
        const ErrorWords told = backupWords(round.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    if (!round->failures.isEmpty()) {
        const BackupFailure &first = round->failures.first();
        const ErrorWords told = backupWords(first);
        return m_banner->tell({BannerKind::Draft,
                               tr("Proven, but not in every place"),
                               tr("%1: %2. %3").arg(first.place, told.title, told.detail),
                               {}});
    }
    const qsizetype places = round->made.size() + round->absent.size();
    if (wasAsked)
        m_banner->tell({BannerKind::Done,
                        tr("Backed up and proven"),
                        tr("Copied to %1 of %2 places.").arg(round->made.size()).arg(places),
                        {}});
}

QWidget *BackupProofCard::firstControl() const
{
    return m_make;
}

} // namespace dermis
