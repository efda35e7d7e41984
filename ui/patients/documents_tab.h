#pragma once

#include "core/consents/record_documents.h"
#include "ui/patients/record_view.h"

#include <QWidget>

class QLineEdit;
class QStackedWidget;
class QTableWidget;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class ErrorBanner;
class PrintPreview;
class RefileForm;
class TextLabel;

/// What a record holds on paper: the sheets issued and their signed pages, scanned or signed on the screen, and other papers that were scanned; found by any
/// word, looked at, saved, and scanned pages moved to where they belong.
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
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *makeList();
    QWidget *makeMove();
    void connectParts();
    void load();
    void fill();
    void showCurrent();
    void showPreview();
    QString aboutWords(const RecordDocument &document) const;
    QString whyNotMoved(const RecordDocument &document) const;
    const RecordDocument *current() const;
    bool hasSignedPages(const RecordDocument &document) const;
    bool showsSigned() const;
    std::function<Result<QByteArray>(Database &)> bytesOf(const RecordDocument &document) const;
    void beginMove();
    void endMove();
    bool isMoving() const;
    void save();
    void tell(const Error &error);

    ClinicContext &m_context;
    PatientId m_patient;
    QString m_fileNumber;
    QList<RecordDocument> m_documents; ///< all of them
    QList<RecordDocument> m_listed;    ///< those that are found
    std::optional<RecordDocument> m_shown; ///< in the preview
    bool m_signedShown = false;
    quint64 m_job = 0; ///< only the newest preview counts
    Card *m_card;
    QStackedWidget *m_stack; ///< the list, or the form that moves pages
    QLineEdit *m_search;
    QTableWidget *m_table;
    TextLabel *m_about;
    RefileForm *m_refile;
    PrintPreview *m_preview;
    ErrorBanner *m_banner;
    Button *m_copy;
    Button *m_scan; ///< pressed: the signed pages
    Button *m_move;
    Button *m_save;
};

} // namespace dermis
