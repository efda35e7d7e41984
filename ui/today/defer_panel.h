#pragma once

#include "core/visits/deferral.h"

#include <QFrame>

class QDateEdit;
class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class TextLabel;

/// Puts a visit off, inline above the day's list: until when, and why. Proposes what the findings say.
class DeferPanel : public QFrame
{
    Q_OBJECT
public:
    explicit DeferPanel(ClinicContext &context, QWidget *parent = nullptr);
    void open(const DayVisit &day);
    void close();

Q_SIGNALS:
    void deferred(const dermis::Visit &visit);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void propose();
    void showNeeded();
    void defer();

    ClinicContext &m_context;
    Visit m_visit;
    Deferral m_proposed; // what the findings say
    QString m_proposal;  // the same about the date, in words
    TextLabel *m_title;
    TextLabel *m_needed;
    TextLabel *m_arithmetic;
    QDateEdit *m_until;
    QLineEdit *m_reason;
    Button *m_defer;
    Button *m_close;
    ErrorBanner *m_banner;
};

} // namespace dermis
