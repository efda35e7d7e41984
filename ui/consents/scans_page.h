#pragma once

#include "core/consents/scan_filing.h"
#include "ui/context/page.h"

#include <QImage>

class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace dermis {

class Button;
class Card;
class EmptyState;
class ErrorBanner;
class ScanDrop;
class ScanFields;
class ScanView;

/// Scanned pages that could not be filed by themselves: each is looked at, and a person says which page of which sheet it is.
class ScansPage : public Page
{
    Q_OBJECT
public:
    explicit ScansPage(ClinicContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Scans that wait"); }
    QList<Crumb> crumbs() const override;
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;

Q_SIGNALS:
    /// The picture of the chosen page is on the screen, or there is none.
    void shown();

private:
    QWidget *makeList();
    QWidget *makeScan();
    void connectParts();
    void fillList();
    void showCurrent();
    void showPicture(const QImage &picture);
    void settle(ScanPageId page, const QString &code, int number);
    void keepPaper(ScanPageId page, const QString &fileNumber, PaperKind kind, const QString &title);
    void setAside(ScanPageId page, const QString &note);
    void goOn();
    void tell(const Error &error);

    QList<ScanPage> m_waiting;
    ScanPageId m_current;
    quint64 m_job = 0;
    bool m_isFilling = false;
    ErrorBanner *m_banner;
    QStackedWidget *m_stack; ///< the pages, or that there are none
    Card *m_listCard;
    QListWidget *m_list;
    Card *m_scanCard;
    QVBoxLayout *m_fieldsPlace;
    ScanFields *m_fields = nullptr;
    Button *m_turn;
    ScanView *m_view;
    EmptyState *m_none;
    ScanDrop *m_drop;
};

} // namespace dermis
