#pragma once

#include "ui/patients/record_view.h"

#include <QWidget>

class QTableWidget;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class ErrorBanner;
class PrintPreview;

/// The sheets issued for a patient and their signed pages, scanned or signed on the screen: looked at here, or saved; a sheet as the very bytes that were kept.
class DocumentsTab : public QWidget
{
    Q_OBJECT
public:
    explicit DocumentsTab(ClinicContext &context, QWidget *parent = nullptr);
    void setView(const RecordView &view);

Q_SIGNALS:
    /// The patient wants a copy of the record.
    void copyRequested();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showSheet();
    void save();
    const Consent *current() const;
    bool hasSignedPages(ConsentId id) const;
    Result<QByteArray> bytesOf(ConsentId id) const;
    void tell(const Error &error);

    ClinicContext &m_context;
    QList<Consent> m_consents;
    ConsentId m_shown;
    bool m_scanShown = false;
    bool m_isFilled = false;
    Card *m_card;
    QTableWidget *m_table;
    PrintPreview *m_preview;
    ErrorBanner *m_banner;
    Button *m_copy;
    Button *m_scan; ///< pressed: the signed pages
    Button *m_save;
};

} // namespace dermis
