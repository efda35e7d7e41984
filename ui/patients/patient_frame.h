#pragma once

#include "ui/context/page.h"
#include "ui/patients/record_view.h"

namespace dermis {

class AllergyPanel;
class AllergyStrip;
class RecordBanner;

/// Puts who it is and what they react to above a page about one patient, so that neither ever leaves the
/// screen.
class PatientFrame : public Page
{
    Q_OBJECT
public:
    /// Takes the page.
    PatientFrame(ClinicContext &context, Page *page, QWidget *parent = nullptr);

    QString title() const override { return m_page->title(); }
    QList<Crumb> crumbs() const override { return m_page->crumbs(); }
    void open(const Destination &destination) override;
    void focusFirst() override { m_page->focusFirst(); }
    void refresh() override;
    void keepDraft() override { m_page->keepDraft(); }
    QList<KeyLine> keys() const override { return m_page->keys(); }
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override { m_page->setCompact(compact); }

private:
    void connectParts();
    void readPatient();
    void askAllergies(AllergyId focused = {});

    RecordView m_view;
    Page *m_page;
    RecordBanner *m_banner;
    AllergyStrip *m_strip;
    AllergyPanel *m_allergies;
};

} // namespace dermis
