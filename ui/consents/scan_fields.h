#pragma once

#include "core/consents/scan_filing.h"

#include <QWidget>

class QLineEdit;
class QSpinBox;

namespace dermis {

/// What a person says about a page that could not be filed by itself: which page of which sheet it is, or why it belongs nowhere.
class ScanFields : public QWidget
{
    Q_OBJECT
public:
    explicit ScanFields(const ScanPage &page, QWidget *parent = nullptr);
    void focusFirst();

Q_SIGNALS:
    void settleRequested(dermis::ScanPageId page, const QString &code, int number);
    void setAsideRequested(dermis::ScanPageId page, const QString &note);

private:
    QLayout *makeFiling(const QString &title);
    QLayout *makeAside(const QString &title);

    ScanPageId m_id;
    QLineEdit *m_code;
    QSpinBox *m_number;
    QLineEdit *m_note;
};

/// "stack.pdf, page 3"
QString scanTitle(const ScanPage &page);
/// Why it waits.
QString scanWords(const ScanPage &page);

} // namespace dermis
