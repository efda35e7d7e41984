#include "ui/widgets/progress_panel.h"

#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QTimer>

namespace dermis {

ProgressPanel::ProgressPanel(QWidget *parent)
    : QFrame(parent)
    , m_title(new TextLabel(QString(), TypeStyle::BodyStrong))
    , m_step(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_detail(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_bar(new QProgressBar)
    , m_cancel(new Button(Icon::Close, tr("Cancel")))
{
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(8);
    m_cancel->setSmall(true);
    m_cancel->setKeyHint(tr("Esc"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_step);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_detail, 1);
    foot->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addLayout(foot);
    connect(m_cancel, &Button::clicked, this, &ProgressPanel::cancelRequested);
    hide();
}

void ProgressPanel::begin(const QString &title)
{
    m_running = true;
    m_title->setText(title);
    m_bar->setAccessibleName(title);
    setAccessibleName(title);
    setProgress(0, 0, QString());
    setDetail(QString());
    QTimer::singleShot(1000, this, [this] { setVisible(m_running); });
}

void ProgressPanel::setProgress(int done, int total, const QString &stepWords)
{
    m_bar->setRange(0, total);
    m_bar->setValue(done);
    m_step->setText(stepWords);
}

void ProgressPanel::setDetail(const QString &detail)
{
    m_detail->setText(detail);
}

void ProgressPanel::end()
{
    m_running = false;
    hide();
}

void ProgressPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), cardRadius, tokens().panel, tokens().line);
}

} // namespace dermis
