#include "ui/shell/leaving_page.h"

#include "ui/context/backup_runner.h"
#include "ui/context/backup_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>

namespace dermis {

namespace {

constexpr int leavingWidth = 520;

} // namespace

LeavingPage::LeavingPage(BackupRunner &runner, QWidget *parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_title(new TextLabel({}, TypeStyle::Name))
    , m_words(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_progress(new ProgressPanel)
    , m_banner(new ErrorBanner)
    , m_leave(new Button(tr("Close without it")))
    , m_stay(new Button(tr("Go on working"), ButtonKind::Link))
{
    m_words->setWrapped(true);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(m_leave);
    acts->addWidget(m_stay);
    acts->addStretch();
    auto *inner = new QWidget;
    inner->setMaximumWidth(leavingWidth);
    auto *rows = new QVBoxLayout(inner);
    rows->setSpacing(10);
    rows->addWidget(m_title);
    rows->addWidget(m_words);
    rows->addWidget(m_progress);
    rows->addWidget(m_banner);
    rows->addLayout(acts);
    auto *across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(inner, 100);
    across->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->addStretch();
    column->addLayout(across);
    column->addStretch();
    connect(m_leave, &Button::clicked, this, &LeavingPage::leave);
    connect(m_stay, &Button::clicked, this, &LeavingPage::stay);
    connect(m_progress, &ProgressPanel::cancelRequested, this, &LeavingPage::leave);
    connect(&m_runner, &BackupRunner::progressed, this, [this](BackupStep step, int percent) {
        m_progress->setProgress(std::max(percent, 0), percent < 0 ? 0 : 100, stepWords(step));
    });
    connect(&m_runner, &BackupRunner::ended, this, &LeavingPage::end);
}

void LeavingPage::begin()
{
    m_isWaiting = true;
    m_banner->clear();
    m_title->setText(tr("Backing up before closing"));
    m_words->setText(tr("All your work is saved. The window closes by itself when the backup is proven."));
    m_leave->setText(tr("Close without it"));
    m_progress->begin(tr("Backing up"));
    m_runner.start(BackupCause::OnClose);
    m_leave->setFocus(Qt::OtherFocusReason);
}

void LeavingPage::leave()
{
    m_isWaiting = false;
    m_runner.stop();
    m_progress->end();
    Q_EMIT done();
}

void LeavingPage::stay()
{
    m_isWaiting = false;
    m_progress->end();
    Q_EMIT stayed();
}

void LeavingPage::end(const Result<BackupRound> &round)
{
    if (!m_isWaiting)
        return;
    m_progress->end();
    if (round && round->failures.isEmpty())
        return leave();
    const ErrorWords told = round ? backupWords(round->failures.first()) : backupWords(round.error());
    m_title->setText(round ? tr("Proven, but not in every place") : tr("The backup could not be made"));
    m_words->setText(tr("All your work is saved in this computer."));
    m_leave->setText(tr("Close"));
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void LeavingPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        stay();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
