#include "ui/today/booking_panel.h"

#include "core/patients/patient_repository.h"
#include "core/visits/visit_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/patient_finder.h"
#include "ui/theme/painting.h"
#include "ui/today/one_stop.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/find_patient.h"
#include "ui/widgets/text_label.h"

#include <QDateEdit>
#include <QTimeEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int hitLimit = 8;
constexpr int slotMinutes = 15;

QTime nextSlot(const QTime &time)
{
    const int minutes = (time.hour() * 60 + time.minute() + slotMinutes) / slotMinutes * slotMinutes;
    return minutes < 24 * 60 ? QTime(minutes / 60, minutes % 60) : QTime(23, 45);
}

} // namespace

BookingPanel::BookingPanel(ClinicContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_finder(new PatientFinder(context.path(), this))
    , m_title(new TextLabel({}, TypeStyle::BodyStrong))
    , m_find(new FindPatient)
    , m_date(new OneStop<QDateEdit>)
    , m_time(new OneStop<QTimeEdit>)
    , m_reason(new QLineEdit)
    , m_book(new Button(Icon::Check, tr("Book"), ButtonKind::Primary))
    , m_cancel(new Button(tr("Close")))
    , m_banner(new ErrorBanner)
    , m_needed(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
{
    m_book->setWrites();
    setObjectName(u"bookingPanel"_s);
    m_find->setAccessibleName(tr("Patient"));
    m_date->setAccessibleName(tr("Date"));
    m_date->setDisplayFormat(u"d MMM yyyy"_s);
    m_date->setCalendarPopup(true);
    m_time->setAccessibleName(tr("Time"));
    m_time->setDisplayFormat(u"HH:mm"_s);
    m_reason->setAccessibleName(tr("Reason for the visit"));
    m_reason->setPlaceholderText(tr("Reason, such as microneedling 1 of 4"));
    m_cancel->setKeyHint(u"Esc"_s);
    buildRow();
    connectControls();
    hide();
}

void BookingPanel::buildRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_find, 3);
    row->addWidget(m_date);
    row->addWidget(m_time);
    row->addWidget(m_reason, 2);
    row->addWidget(m_book);
    row->addWidget(m_cancel);
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

void BookingPanel::connectControls()
{
    connect(m_find, &FindPatient::searchRequested, this,
            [this](const QString &text) { m_finder->search(text, m_context.today(), hitLimit); });
    connect(m_finder, &PatientFinder::found, this, [this](const PatientsFound &found) {
        m_find->setAnswer(toFindAnswer(found, m_context.today()));
    });
    connect(m_find, &FindPatient::chosen, this, [this](qint64 id) { choosePatient(PatientId(id)); });
    connect(m_find, &FindPatient::newRequested, this, &BookingPanel::registerRequested);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text != m_patientText)
            m_patient = {};
        refresh();
    });
    connect(m_book, &Button::clicked, this, &BookingPanel::book);
    connect(m_cancel, &Button::clicked, this, &BookingPanel::close);
}

void BookingPanel::openWalkIn()
{
    open(true, m_context.today());
}

void BookingPanel::openBooking(const QDate &day)
{
    open(false, std::max(day, m_context.today()));
}

void BookingPanel::open(bool walkIn, const QDate &day)
{
    m_walkIn = walkIn;
    m_title->setText(walkIn ? tr("Walk-in") : tr("Book a visit"));
    m_book->setText(walkIn ? tr("Add walk-in") : tr("Book"));
    m_date->setMinimumDate(m_context.today());
    m_date->setDate(day);
    m_date->setVisible(!walkIn);
    m_time->setTime(nextSlot(clinicTime(m_context.now()).time()));
    m_time->setVisible(!walkIn);
    m_banner->clear();
    refresh();
    show();
    m_find->setFocus(Qt::OtherFocusReason);
}

void BookingPanel::close()
{
    m_find->clear();
    m_reason->clear();
    m_patient = {};
    hide();
    Q_EMIT closed();
}

void BookingPanel::choosePatient(PatientId id)
{
    const Result<Patient> chosen = patient(m_context.database(), id);
    if (!chosen)
        return;
    m_patient = id;
    m_patientText = u"%1, %2 · %3"_s.arg(chosen->familyName, chosen->givenNames, chosen->fileNumber);
    m_find->setText(m_patientText);
    refresh();
    m_reason->setFocus(Qt::OtherFocusReason);
}

void BookingPanel::refresh()
{
    const bool ready = !m_patient.isNull();
    m_needed->setText(ready ? QString() : tr("Find the patient first: name, file no., ID or phone."));
    m_book->setEnabled(ready);
}

void BookingPanel::book()
{
    if (m_patient.isNull())
        return;
    Visit visit;
    visit.patientId = m_patient;
    visit.plannedOn = m_walkIn ? m_context.today() : m_date->date();
    visit.plannedAt = m_walkIn ? QTime() : m_time->time();
    visit.reason = m_reason->text();
    const Result<VisitId> made = bookVisit(m_context.database(), m_context.actor(), m_context.now(), visit);
    if (!made) {
        const ErrorWords told = words(made.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return;
    }
    m_context.announceRecordChanged(visit.patientId);
    close();
    Q_EMIT booked(*made, visit.plannedOn);
}

void BookingPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), cardRadius, tokens().panel, tokens().line);
}

void BookingPanel::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        close();
    else if (enter && (m_date->hasFocus() || m_time->hasFocus() || m_reason->hasFocus()))
        book();
    else
        QFrame::keyPressEvent(event);
}

} // namespace dermis
