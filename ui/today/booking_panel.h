#pragma once

#include "core/visits/visit.h"

#include <QFrame>

class QDateEdit;
class QLineEdit;
class QTimeEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class FindPatient;
class PatientFinder;
class TextLabel;

/// Walk-in or booking, inline above the day's list: who, when, why.
class BookingPanel : public QFrame
{
    Q_OBJECT
public:
    explicit BookingPanel(ClinicContext &context, QWidget *parent = nullptr);
    /// Shows itself for a walk-in today, or for a booking on that day.
    void openWalkIn();
    void openBooking(const QDate &day);
    void choosePatient(PatientId patient);
    void close();

Q_SIGNALS:
    void booked(dermis::VisitId visit, const QDate &day);
    /// Nobody of that name is here yet.
    void registerRequested(const QString &text);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void open(bool walkIn, const QDate &day);
    void buildRow();
    void connectControls();
    void refresh();
    void book();

    ClinicContext &m_context;
    PatientFinder *m_finder;
    TextLabel *m_title;
    FindPatient *m_find;
    QDateEdit *m_date;
    QTimeEdit *m_time;
    QLineEdit *m_reason;
    Button *m_book;
    Button *m_cancel;
    ErrorBanner *m_banner;
    TextLabel *m_needed;
    PatientId m_patient;
    QString m_patientText; // as the find field shows the one chosen
    bool m_walkIn = false;
};

} // namespace dermis
