#pragma once

#include "ui/context/page.h"
#include "ui/patients/record_view.h"

#include <QMap>

class QStackedWidget;

namespace dermis {

class AllergyPanel;
class AllergyStrip;
class DocumentsTab;
class ErrorBanner;
class FormsTab;
class HistoryTab;
class JournalTab;
class ReadinessBar;
class RecordBanner;
class SummaryTab;
class TabStrip;
class Timeline;

/// One patient's record: who it is, allergies and readiness always on top, the tabs below.
class RecordPage : public Page
{
    Q_OBJECT
public:
    explicit RecordPage(ClinicContext &context, QWidget *parent = nullptr);
    /// Puts another room's page into a tab (Safety, Consent); the record takes it.
    void setTabPage(RecordTab tab, Page *page);

    QString title() const override;
    QList<Crumb> crumbs() const override;
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    /// Shows the consent sheet with its print panel.
    void print() override;
    void keepDraft() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

    RecordTab currentTab() const { return m_current; }
    const RecordView &view() const { return m_view; }
    /// Goes to where the next gap is settled.
    void settleNext();
    void showTab(RecordTab tab);

private:
    void build();
    QWidget *makeVisits();
    void connectControls();
    void addKeys();
    void buildTabs();
    void showView();
    void showStanding();
    void putBack();
    void showTabTexts();
    void selectTab();
    void settle(ReadinessPart::Topic topic);
    void openAllergies(AllergyId focused = {});
    QList<RecordTab> shownTabs() const;
    QWidget *tabWidget(RecordTab tab) const { return m_tabWidgets.value(tab); }
    Page *otherRoom(RecordTab tab) const;
    void goToIntake();
    void tell(const Error &error);

    RecordView m_view;
    RecordTab m_current = RecordTab::Summary;
    QList<RecordTab> m_shown;
    bool m_compact = false;
    bool m_toPlan = false; // opened to change the plan
    QMap<RecordTab, QWidget *> m_tabWidgets;

    RecordBanner *m_banner;
    AllergyStrip *m_strip;
    AllergyPanel *m_allergies;
    ReadinessBar *m_readiness;
    TabStrip *m_tabs;
    ErrorBanner *m_message;
    QStackedWidget *m_stack;
    Timeline *m_visits; // of the Visits tab
    SummaryTab *m_summary;
    HistoryTab *m_history;
    FormsTab *m_forms;
    DocumentsTab *m_documents;
    JournalTab *m_journal;
};

} // namespace dermis
