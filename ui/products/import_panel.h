#pragma once

#include "core/products/product_csv.h"

#include <QWidget>

class QTableWidget;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class TextLabel;
struct Error;

/// A CSV file of products before anything is kept: what each line would add, and what stands in the way.
class ImportPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ImportPanel(ClinicContext &context, QWidget *parent = nullptr);
    /// Looks through the file.
    void begin(const QString &path);
    void focusFirst();

Q_SIGNALS:
    void imported(int count);
    void cancelled();

private:
    void showLines(const QList<ImportLine> &lines);
    void finish();
    void tell(const Error &error);

    ClinicContext &m_context;
    QString m_path;
    QByteArray m_csv;
    ErrorBanner *m_banner;
    TextLabel *m_title;
    QTableWidget *m_table;
    TextLabel *m_state;
    Button *m_cancel;
    Button *m_again;
    Button *m_do;
};

} // namespace dermis
