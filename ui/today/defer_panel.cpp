#include "ui/today/defer_panel.h"

#include "core/safety/safety_check.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/today/day_words.h"
#include "ui/today/one_stop.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QDateEdit>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int daysAhead = 7; // proposed where no finding says a date
constexpr int reasonsNamed = 2;

} // namespace

DeferPanel::DeferPanel(ClinicContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(new TextLabel({}, TypeStyle::BodyStrong))
    , m_needed(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_until(new OneStop<QDateEdit>)
    , m_reason(new QLineEdit)
    , m_defer(new Button(Icon::Defer, tr("Defer"), ButtonKind::Primary))
    , m_close(new Button(tr("Close")))
    , m_banner(new ErrorBanner)
{
    m_defer->setWrites();
    setObjectName(u"deferPanel"_s);
    m_until->setAccessibleName(tr("Deferred to"));
    m_until->setDisplayFormat(u"d MMM yyyy"_s);
    m_until->setCalendarPopup(true);
    m_reason->setObjectName(u"deferReason"_s);
    m_reason->setAccessibleName(tr("Why it is deferred"));
    m_reason->setPlaceholderText(tr("Why, such as cold sore on the lip"));
    m_close->setKeyHint(u"Esc"_s);
    build();
    connect(m_reason, &QLineEdit::textChanged, this, &DeferPanel::showNeeded);
    connect(m_defer, &Button::clicked, this, &DeferPanel::defer);
    connect(m_close, &Button::clicked, this, &DeferPanel::close);
    hide();
}

void DeferPanel::build()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_until);
    row->addWidget(m_reason, 1);
    row->addWidget(m_defer);
    row->addWidget(m_close);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addSpacing(8);
    head->addWidget(m_needed, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 8, 12, 12);
    all->setSpacing(8);
    all->addLayout(head);
    all->addLayout(row);
    all->addWidget(m_banner);
}

void DeferPanel::open(const DayVisit &day)
{
    m_visit = day.visit;
    m_title->setText(tr("Defer the visit of %1").arg(nameWords(day)));
    const QDate next = std::max(m_visit.plannedOn, m_context.today()).addDays(1);
    m_until->setMinimumDate(next);
    m_until->setDate(next.addDays(daysAhead - 1));
    m_reason->clear();
    m_proposal.clear();
    m_banner->clear();
    if (may(m_context.actor().roles, Permission::ReadRecords))
        propose();
    showNeeded();
    show();
    m_until->setFocus(Qt::OtherFocusReason);
}

void DeferPanel::propose()
{
    const auto check = checkSafety(m_context.database(), m_visit.patientId, m_context.today());
    if (!check)
        return;
    const Deferral wait = deferral(check->assessment, check->decisions);
    QStringList because;
    for (const Finding &finding : wait.because.mid(0, reasonsNamed))
        because << finding.rule->title;
    m_reason->setText(because.join(u"; "_s));
    if (!wait.earliest)
        return;
    m_until->setDate(*wait.earliest);
    m_proposal = tr("Earliest sensible date: %1.").arg(dateWords(*wait.earliest));
}

void DeferPanel::showNeeded()
{
    const bool ready = !m_reason->text().trimmed().isEmpty();
    m_defer->setEnabled(ready);
    m_needed->setText(ready ? m_proposal : tr("Choose the day and say why."));
}

void DeferPanel::defer()
{
    if (!m_defer->isEnabled())
        return;
    const auto moved = deferVisit(m_context.database(), m_context.actor(), m_context.now(), m_visit,
                                  m_until->date(), m_reason->text());
    if (!moved) {
        const ErrorWords told = words(moved.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return;
    }
    hide();
    Q_EMIT deferred(*moved);
}

void DeferPanel::close()
{
    hide();
    Q_EMIT closed();
}

void DeferPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), cardRadius, tokens().panel, tokens().line);
}

void DeferPanel::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && (m_until->hasFocus() || m_reason->hasFocus()))
        defer();
    else
        QFrame::keyPressEvent(event);
}

} // namespace dermis
