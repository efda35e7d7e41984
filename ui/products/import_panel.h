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

/// A CSV file of products or of lots before anything is kept: what each line would add or change, and what stands in the way.
class ImportPanel : public QWidget
{
    Q_OBJECT
public:
    /// What the file holds.
    enum class Kind { Products, Lots };
    explicit ImportPanel(ClinicContext &context, QWidget *parent = nullptr);
    /// Looks through the file.
    void begin(Kind kind, const QString &path);
    void focusFirst();

Q_SIGNALS:
    /// In words: "2 products were added, 1 changed".
    void imported(const QString &what);
    void cancelled();

private:
    void read();
    void showLines(const QList<ImportLine> &lines);
    void showState(const QList<ImportLine> &lines);
    QString wordsOf(const ImportLine &line) const;
    QString doneWords(int added, int changed) const;
    void finish();
    void tell(const Error &error);

    ClinicContext &m_context;
    Kind m_kind = Kind::Products;
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
