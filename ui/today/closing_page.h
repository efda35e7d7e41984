#pragma once

#include "core/clinic/closing_day.h"
#include "core/storage/verification.h"
#include "ui/context/page.h"

#include <memory>

class QLineEdit;

namespace dermis {

class Button;
class Card;
class ErrorBanner;
class PrintServer;
class SheetPane;
class TextLabel;

/// The end of the day: its visits, sheets and journal entries, the head to print, and a printed head to
/// compare.
class ClosingPage : public Page
{
    Q_OBJECT
public:
    explicit ClosingPage(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then a PDF is all there is.
    ClosingPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);

    QString title() const override { return tr("Close the day"); }
    QList<Crumb> crumbs() const override;
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    void print() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;

private:
    QWidget *makeDay();
    QWidget *makeCompare();
    void closeToday();
    void openSheet();
    void compare();
    void tellCompared(const Result<std::optional<JournalHead>> &found, const Result<VerifyReport> &report);
    void tell(const Error &error);

    DayAccount m_account;
    ErrorBanner *m_banner;
    TextLabel *m_summary;
    TextLabel *m_states;
    TextLabel *m_sheets;
    TextLabel *m_closed;
    TextLabel *m_head;
    Button *m_close;
    Button *m_again;
    QLineEdit *m_typed;
    Button *m_compare;
    ErrorBanner *m_compared;
    SheetPane *m_sheet;
};

} // namespace dermis
