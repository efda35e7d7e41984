#include "ui/patients/patient_frame.h"

#include "core/access/permissions.h"
#include "ui/context/clinic_context.h"
#include "ui/patients/allergy_panel.h"
#include "ui/patients/frame_words.h"
#include "ui/patients/record_banner.h"

#include <QVBoxLayout>

namespace dermis {

PatientFrame::PatientFrame(ClinicContext &context, Page *page, QWidget *parent)
    : Page(context, parent)
    , m_page(page)
    , m_banner(new RecordBanner)
    , m_strip(new AllergyStrip)
    , m_allergies(new AllergyPanel(context))
{
    m_banner->setLow(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_strip);
    column->addWidget(m_allergies);
    column->addWidget(m_page, 1);
    connectParts();
}

void PatientFrame::connectParts()
{
    connect(m_page, &Page::goTo, this, &Page::goTo);
    connect(m_page, &Page::screenTurned, this, &Page::screenTurned);
    connect(m_page, &Page::titleChanged, this, &Page::titleChanged);
    connect(m_banner, &RecordBanner::editRequested, this, [this] {
        Q_EMIT goTo({Place::Register, m_view.patient.id});
    });
    connect(m_banner, &RecordBanner::printRequested, this, [this] {
        Q_EMIT goTo({Place::Record, m_view.patient.id, RecordTab::Consent});
    });
    connect(m_strip, &AllergyStrip::askRequested, this, [this] { askAllergies(); });
    connect(m_strip, &AllergyStrip::confirmRequested, this, [this] { askAllergies(); });
    connect(m_strip, &AllergyStrip::matchRequested, this, [this](qint64 id) { askAllergies(AllergyId(id)); });
    connect(m_strip, &AllergyStrip::allergyActivated, this,
            [this](qint64 id) { askAllergies(AllergyId(id)); });
    connect(&context(), &ClinicContext::recordChanged, this, [this](PatientId patient) {
        if (patient == m_view.patient.id)
            readPatient();
    });
}

void PatientFrame::open(const Destination &destination)
{
    if (destination.patient != m_view.patient.id)
        m_allergies->close();
    m_view.patient.id = destination.patient;
    readPatient();
    m_page->open(destination);
}

void PatientFrame::refresh()
{
    readPatient();
    m_page->refresh();
}

void PatientFrame::readPatient()
{
    const QDate today = context().today();
    auto view = loadRecord(context().database(), context().actor(), m_view.patient.id, today);
    if (!view)
        return; // the page itself says what went wrong
    m_view = *std::move(view);
    m_banner->setView(m_view, today);
    m_strip->setVisible(m_view.mayRead);
    m_strip->setContent(stripContent(m_view, may(context().actor().roles, Permission::Allergies)));
    m_allergies->setAllergies(m_view.allergies);
}

void PatientFrame::askAllergies(AllergyId focused)
{
    if (may(context().actor().roles, Permission::Allergies))
        m_allergies->openFor(m_view.patient.id, m_view.allergies, focused);
}

QList<QWidget *> PatientFrame::panes() const
{
    return QList<QWidget *>{m_banner, m_strip} << m_page->panes();
}

} // namespace dermis
