#pragma once

#include "core/privacy/affected.h"
#include "ui/settings/settings_section.h"

class QComboBox;
class QDateEdit;
class QFormLayout;
class QLineEdit;
class QTableWidget;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class ErrorBanner;
class TextLabel;

/// Breaches of the record: written down, whom each concerns, and who was told.
class IncidentSection : public SettingsSection
{
    Q_OBJECT
public:
    explicit IncidentSection(ClinicContext &context, QWidget *parent = nullptr);
    void refresh() override;

private:
    QWidget *makeNew();
    QWidget *makeKnown();
    void showReach();
    void showReady();
    void record();
    void readIncidents(IncidentId chosen);
    void showChosen();
    void listPeople();
    void showPeople(const Result<AffectedPeople> &people);
    void saveAs(const QString &suffix);
    void write(const QString &path, const QString &suffix);
    void noteTold(QDateTime Incident::*when);
    const Incident *chosen() const;

    ClinicContext &m_context;
    QList<Incident> m_incidents;
    AffectedPeople m_people;
    QString m_said; // of the chosen breach, without whom it concerns
    ErrorBanner *m_banner;
    TextLabel *m_notYours;
    Card *m_new;
    Card *m_known;
    QLineEdit *m_what;
    QComboBox *m_reach;
    QFormLayout *m_form = nullptr;
    QComboBox *m_person;
    QDateEdit *m_from;
    QDateEdit *m_to;
    Button *m_record;
    QComboBox *m_choice;
    TextLabel *m_words;
    Button *m_list;
    Button *m_regulator;
    Button *m_told;
    QTableWidget *m_table;
    Button *m_csv;
    Button *m_pdf;
};

} // namespace dermis
