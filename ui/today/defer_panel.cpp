#include "ui/today/defer_panel.h"

#include "core/base/reason.h"
#include "core/safety/earliest_date.h"
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
/// What stands in a later session's way, else what stands against this one.
QString reasonOf(const EarliestDate &date)
{
    QStringList titles;
    for (const bool passing : {false, true}) {
        for (const DeferralGround &ground : date.grounds) {
            if (ground.passing == passing)
                titles << ground.title;
        }
        if (!titles.isEmpty())
            break;
    }
    return titles.mid(0, reasonsNamed).join(u"; "_s);
}

} // namespace

DeferPanel::DeferPanel(ClinicContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(new TextLabel({}, TypeStyle::BodyStrong))
    , m_needed(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_arithmetic(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
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
    m_arithmetic->setWrapped(true);
    m_arithmetic->setObjectName(u"deferArithmetic"_s);
    all->addWidget(m_arithmetic);
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
    m_proposed = {};
    m_arithmetic->clear();
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
    const EarliestDate date = earliestDate(check->assessment, check->decisions);
    m_proposed = proposedDeferral(date);
    m_reason->setText(reasonOf(date));
    m_arithmetic->setText(date.lines().join(u'\n'));
    const QDate first = date.latest.isValid() ? std::max(date.latest, m_until->minimumDate()) : QDate();
    if (first.isValid())
        m_until->setDate(std::max(m_until->date(), first));
    if (const auto earliest = date.earliest()) {
        m_until->setDate(*earliest);
        m_proposal = tr("Earliest sensible date: %1.").arg(dateWords(*earliest));
    } else if (first.isValid()) {
        m_proposal = tr("Not before %1; something else must change first.").arg(dateWords(date.latest));
    }
}

void DeferPanel::showNeeded()
{
    const bool ready = isReason(m_reason->text());
    m_defer->setEnabled(ready);
    m_needed->setText(ready ? m_proposal : tr("Choose the day and say why, in 15 characters or more."));
    m_arithmetic->setVisible(!m_arithmetic->text().isEmpty());
}

void DeferPanel::defer()
{
    if (!m_defer->isEnabled())
        return;
    m_proposed.until = m_until->date();
    m_proposed.reason = m_reason->text();
    const auto moved = deferVisit(m_context.database(), m_context.actor(), m_context.now(), m_visit, m_proposed);
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
